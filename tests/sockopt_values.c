/* SPDX-License-Identifier: MIT
 *
 * A connected socket and the values of its options: see sockopt_values.h.
 */
#include "tests/sockopt_values.h"

/* ---- the socket ---- */

static void allow_resets(int fd)
{
	struct sctp_assoc_value all = { .assoc_value = SCTP_ENABLE_STRRESET_MASK };

	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_ENABLE_STREAM_RESET, &all, sizeof(all)));
}

static union peers_addr connect_to_new(struct stage *stage)
{
	int listener = peers_listener(AF_INET, stage->type, "127.0.0.1");
	union peers_addr addr = peers_addr("127.0.0.1", peers_port(listener));

	allow_resets(listener);
	peers_ok(connect(stage->fd, &addr.sa, peers_addr_size(&addr)));
	return addr;
}

static void wait_until_gone(const struct stage *stage)
{
	struct sctp_status status = { .sstat_assoc_id = stage->dead };
	socklen_t size = sizeof(status);

	int waited = 0;

	while (getsockopt(stage->fd, IPPROTO_SCTP, SCTP_STATUS, &status, &size) == 0) {
		assert_true(waited++ < peers_limit_ms());
		poll(NULL, 0, 1);
	}
}

static void abort_association(const struct stage *stage, sctp_assoc_t id)
{
	union {
		struct cmsghdr item;
		char bytes[CMSG_SPACE(sizeof(struct sctp_sndinfo))];
	} control = { .item = { .cmsg_len = CMSG_LEN(sizeof(struct sctp_sndinfo)),
				.cmsg_level = IPPROTO_SCTP,
				.cmsg_type = SCTP_SNDINFO } };
	struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT, .snd_assoc_id = id };
	struct msghdr msg = { .msg_control = &control, .msg_controllen = sizeof(control) };

	memcpy(CMSG_DATA(&control.item), &info, sizeof(info));
	peers_ok(sendmsg(stage->fd, &msg, 0));
}

/* Key 1, to be deactivated and deleted. */
static void add_key(const struct stage *stage)
{
	struct sctp_authkey key = { .sca_assoc_id = stage->type == SOCK_STREAM ? 0 : SCTP_ALL_ASSOC,
				    .sca_keynumber = 1,
				    .sca_keylength = 6 };
	char bytes[sizeof(key) + 6] = { 0 };

	memcpy(bytes, &key, sizeof(key));
	memcpy(bytes + sizeof(key), "secret", 6);
	peers_ok(setsockopt(stage->fd, IPPROTO_SCTP, SCTP_AUTH_KEY, bytes, sizeof(bytes)));
}

void stage_up(struct stage *stage, int type)
{
	int on = 1;

	*stage = (struct stage){ .type = type, .fd = peers_socket(AF_INET, type) };
	peers_ok(setsockopt(stage->fd, IPPROTO_SCTP, SCTP_FRAGMENT_INTERLEAVE, &on, sizeof(on)));
	allow_resets(stage->fd);
	peers_bind(stage->fd, "127.0.0.1", 0);
	stage->local = peers_addr("127.0.0.1", peers_port(stage->fd));
	if (type == SOCK_SEQPACKET) {
		union peers_addr gone = connect_to_new(stage);

		stage->dead = peers_id(stage->fd, &gone);
		abort_association(stage, stage->dead);
		wait_until_gone(stage);
		stage->peer_b = connect_to_new(stage);
		stage->b = peers_id(stage->fd, &stage->peer_b);
	}
	stage->peer_a = connect_to_new(stage);
	stage->a = peers_id(stage->fd, &stage->peer_a);
	add_key(stage);
}

/* ---- the values ---- */

/* Members that must not be 0 for the option to work. */
static const struct {
	const char *member;
	uint16_t value;
} wanted[] = {
	{ "se_type", SCTP_ASSOC_CHANGE },
	{ "sack_delay", 100 }, /* with 0 and a frequency of 0 nothing is looked at, not even the id */
	{ "sprstat_policy", SCTP_PR_SCTP_TTL },
	{ "sca_keynumber", 2 },
	{ "sca_keylength", 1 },
	{ "scact_keynumber", 1 },
	{ "srs_flags", SCTP_STREAM_RESET_OUTGOING },
	{ "sas_outstrms", 1 },
};

static void put_id(struct value *value, const struct table_sockopt *option, sctp_assoc_t id)
{
	size_t offset = 0;

	if (option->id)
		assert_non_null(table_field(option->payload, option->id, &offset));
	else if (option->unit != UNIT_ASSOC)
		return;
	memcpy(value->bytes + offset, &id, sizeof(id));
}

static void put_member(char *at, const struct table_field *field, const union peers_addr *addr)
{
	if (field->unit == UNIT_ADDR && addr)
		memcpy(at, addr, sizeof(addr->v4));
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (strcmp(field->name, wanted[i].member) == 0)
			memcpy(at, &wanted[i].value, sizeof(wanted[i].value));
}

socklen_t value_size(const struct table_sockopt *option)
{
	return option->payload ? option->payload->size : sizeof(int);
}

bool value_has_tail(const struct table_sockopt *option)
{
	const struct table_field *field = option->payload ? option->payload->fields : NULL;

	while (field && field->name && !field->tail)
		field++;
	return field && field->name;
}

struct value value_for(const struct table_sockopt *option, sctp_assoc_t id, const union peers_addr *addr)
{
	const struct table_field *field = option->payload ? option->payload->fields : NULL;
	struct value value = { .size = value_size(option) };

	for (; field && field->name; field++)
		put_member(value.bytes + field->offset, field, addr);
	put_id(&value, option, id);
	if (value_has_tail(option))
		value.size = option->access & ACCESS_RO ? VALUE_ROOM : value.size + 1;
	return value;
}

int value_get(const struct stage *stage, const struct table_sockopt *option, struct value *value)
{
	return getsockopt(stage->fd, IPPROTO_SCTP, option->number, value->bytes, &value->size);
}

int value_set(const struct stage *stage, const struct table_sockopt *option, const struct value *value)
{
	return setsockopt(stage->fd, IPPROTO_SCTP, option->number, value->bytes, value->size);
}
