/* SPDX-License-Identifier: MIT
 * tests/kernel: --sysctl net.sctp.auth_enable=1 --sysctl net.sctp.reconf_enable=1
 * tests/kernel: --sysctl net.sctp.intl_enable=1 --dummy d0=192.0.2.1/24,192.0.2.2/24
 *
 * What options do to live associations, set with setsockopt() and sctp_sendv(), read with sctp_opt_info()
 * (RFC 6458 sections 8 and 9.12, RFC 6525, 7496, 8260): PR-SCTP, AUTH, stream reset, schedulers, defaults,
 * status; that an option of one association is that one's alone; and structures of the sizes that older
 * programs were compiled with.
 */
#include "tests/peers.h"

#include <stdlib.h>
#include <sys/uio.h>

/* Options whose structure is all that there is. */
#define SET(fd, option, payload) peers_ok(setsockopt(fd, IPPROTO_SCTP, option, payload, sizeof(*(payload))))
#define GET(fd, id, option, payload)                                                                         \
	do {                                                                                                 \
		socklen_t size_ = sizeof(*(payload));                                                        \
		peers_ok(sctp_opt_info(fd, id, option, payload, &size_));                                    \
		assert_int_equal(size_, sizeof(*(payload)));                                                 \
	} while (0)
#define GET_FAILS(fd, id, option, payload, error)                                                            \
	do {                                                                                                 \
		socklen_t size_ = sizeof(*(payload));                                                        \
		peers_fails(sctp_opt_info(fd, id, option, payload, &size_), error);                          \
	} while (0)

enum { NO_ASSOC = 12345678 };

static void set_value(int fd, int option, sctp_assoc_t id, uint32_t value)
{
	SET(fd, option, &((struct sctp_assoc_value){ id, value }));
}

static uint32_t get_value(int fd, int option, sctp_assoc_t id)
{
	struct sctp_assoc_value value = { 0, 0xdeadbeef };

	GET(fd, id, option, &value);
	assert_int_equal(value.assoc_id, id);
	return value.assoc_value;
}

static void make(struct peers *p, const struct peers_kind *kind)
{
	peers_make(p, kind->domain, kind->type, peers_loopback(kind->domain), peers_loopback(kind->domain));
}

/* Make and join with a small window at the server, fill it: what is sent now waits. */
static void make_full(struct peers *p, const struct peers_kind *kind)
{
	int rcvbuf = 1;

	make(p, kind);
	peers_hurry(p->client);
	SET(p->listener, SCTP_DELAYED_SACK, &((struct sctp_sack_info){ .sack_freq = 1 }));
	peers_ok(setsockopt(p->listener, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof(rcvbuf)));
	peers_join(p);
	peers_fill(p);
}

/* Read until a message that begins with last; fail if one begins with forbidden. */
static void read_until(int fd, const char *last, const char *forbidden)
{
	char buffer[PEERS_FILL];
	int size;

	do {
		struct iovec iov = { buffer, sizeof(buffer) };
		struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

		peers_await(fd, POLLIN);
		size = peers_ok(recvmsg(fd, &msg, 0));
		assert_int_not_equal(size, 0);
		if (forbidden && !(msg.msg_flags & MSG_NOTIFICATION))
			assert_false((size_t)size >= strlen(forbidden) &&
				     !memcmp(buffer, forbidden, strlen(forbidden)));
	} while ((size_t)size < strlen(last) || memcmp(buffer, last, strlen(last)) != 0);
}

/* The next data message, with its SCTP_RECVRCVINFO. */
static struct sctp_rcvinfo read_info(int fd, const char *text)
{
	struct sctp_rcvinfo info;
	socklen_t size = sizeof(info);
	unsigned int type;
	char buffer[64];
	struct iovec iov = { buffer, sizeof(buffer) };
	int flags = 0;

	peers_await(fd, POLLIN);
	assert_int_equal(peers_ok(sctp_recvv(fd, &iov, 1, NULL, NULL, &info, &size, &type, &flags)),
			 strlen(text));
	assert_memory_equal(buffer, text, strlen(text));
	assert_int_equal(type, SCTP_RECVV_RCVINFO);
	return info;
}

/* One socket with two associations, each with its own listener. */
struct two {
	int client, servers[2];
	sctp_assoc_t ids[2];
	union peers_addr addrs[2];
};

static void two_up(struct two *two, int domain)
{
	two->client = peers_socket(domain, SOCK_SEQPACKET);
	for (int i = 0; i < 2; i++) {
		two->servers[i] = peers_listener(domain, SOCK_SEQPACKET, peers_loopback(domain));
		two->addrs[i] = peers_addr(peers_loopback(domain), peers_port(two->servers[i]));
		peers_ok(connect(two->client, &two->addrs[i].sa, peers_addr_size(&two->addrs[i])));
		two->ids[i] = peers_id(two->client, &two->addrs[i]);
	}
}

/* ---- PR-SCTP: RFC 6458 5.3.7, 8.1.32, RFC 7496 ---- */

/* The ways to give a message its policy. */
enum way { WAY_PRINFO, WAY_SPA, WAY_DEFAULT };

struct policy_case {
	struct peers_kind kind;
	enum way way;
};

static const struct policy_case policy_cases[] = {
	{ { AF_INET, SOCK_STREAM }, WAY_PRINFO },     { { AF_INET, SOCK_STREAM }, WAY_SPA },
	{ { AF_INET6, SOCK_STREAM }, WAY_DEFAULT },   { { AF_INET6, SOCK_SEQPACKET }, WAY_SPA },
	{ { AF_INET, SOCK_SEQPACKET }, WAY_DEFAULT },
};

/* clang-format off */
#define TEST_POLICY(name, index, words, teardown)                                                            \
	{ #name "_" words, name, peers_setup, teardown, (void *)&policy_cases[index] }
#define TEST_POLICIES(name, teardown)                                                                        \
	TEST_POLICY(name, 0, "prinfo_one_to_one", teardown),                                                 \
		TEST_POLICY(name, 1, "spa_one_to_one", teardown),                                            \
		TEST_POLICY(name, 2, "default_prinfo_one_to_one", teardown),                                 \
		TEST_POLICY(name, 3, "spa_one_to_many", teardown),                                           \
		TEST_POLICY(name, 4, "default_prinfo_one_to_many", teardown)
/* clang-format on */

/*
 * Only WAY_SPA has a stream: Linux takes the policy of SCTP_DEFAULT_PRINFO only for a message that has no
 * SCTP_SNDINFO.
 */
static int policy_stream(enum way way)
{
	return way == WAY_SPA ? 1 : 0;
}

/* Send with that policy. Returns sctp_sendv()'s result. */
static int send_policy(const struct peers *p, enum way way, int policy, uint32_t value, const void *data,
		       size_t size, int flags)
{
	struct sctp_sndinfo snd = { .snd_sid = (uint16_t)policy_stream(way), .snd_assoc_id = p->client_id };
	struct sctp_prinfo pr = { .pr_policy = (uint16_t)policy, .pr_value = value };
	struct sctp_sendv_spa spa = { .sendv_flags = SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID,
				      .sendv_sndinfo = snd,
				      .sendv_prinfo = pr };
	struct sctp_default_prinfo preset, got;
	struct iovec iov = { (void *)data, size };

	switch (way) {
	case WAY_PRINFO: /* for one-to-one sockets: it has no association id */
		return sctp_sendv(p->client, &iov, 1, NULL, 0, &pr, sizeof(pr), SCTP_SENDV_PRINFO, flags);
	case WAY_SPA:
		return sctp_sendv(p->client, &iov, 1, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, flags);
	default:
		memset(&preset, 0, sizeof(preset));
		preset.pr_assoc_id = p->client_id;
		preset.pr_policy = (uint16_t)policy;
		preset.pr_value = value;
		SET(p->client, SCTP_DEFAULT_PRINFO, &preset);
		memset(&got, 0, sizeof(got));
		GET(p->client, p->client_id, SCTP_DEFAULT_PRINFO, &got);
		assert_int_equal(got.pr_assoc_id, p->client_id);
		assert_int_equal(got.pr_policy, policy);
		assert_int_equal(got.pr_value, value);
		return sctp_sendv(p->client, &iov, 1, (struct sockaddr *)&p->server_addr, 1, NULL, 0,
				  SCTP_SENDV_NOINFO, flags);
	}
}

/* What SCTP_PR_ASSOC_STATUS or SCTP_PR_STREAM_STATUS says for that policy (and stream). */
static struct sctp_prstatus pr_status(const struct peers *p, int option, int stream, int policy)
{
	struct sctp_prstatus status;

	memset(&status, 0, sizeof(status));
	status.sprstat_sid = (uint16_t)stream;
	status.sprstat_policy = (uint16_t)policy;
	GET(p->client, p->client_id, option, &status);
	assert_int_equal(status.sprstat_assoc_id, p->client_id);
	return status;
}

static void assert_abandoned(const struct peers *p, int stream, int policy, uint64_t unsent, uint64_t sent)
{
	static const int policies[] = { SCTP_PR_SCTP_TTL, SCTP_PR_SCTP_RTX, SCTP_PR_SCTP_PRIO };
	struct sctp_prstatus status;

	for (int i = 0; i < 3; i++) {
		bool same = policies[i] == policy;

		status = pr_status(p, SCTP_PR_ASSOC_STATUS, 0, policies[i]);
		assert_int_equal(status.sprstat_abandoned_unsent, same ? unsent : 0);
		assert_int_equal(status.sprstat_abandoned_sent, same ? sent : 0);
		status = pr_status(p, SCTP_PR_STREAM_STATUS, stream, policies[i]);
		assert_int_equal(status.sprstat_abandoned_unsent, same ? unsent : 0);
		assert_int_equal(status.sprstat_abandoned_sent, same ? sent : 0);
		status = pr_status(p, SCTP_PR_STREAM_STATUS, 5, policies[i]);
		assert_int_equal(status.sprstat_abandoned_unsent, 0);
	}
	status = pr_status(p, SCTP_PR_ASSOC_STATUS, 0, SCTP_PR_SCTP_ALL);
	assert_int_equal(status.sprstat_abandoned_unsent, unsent);
	assert_int_equal(status.sprstat_abandoned_sent, sent);
}

static void a_message_is_abandoned_when_its_time_is_over(void **state) /* SCTP_PR_SCTP_TTL: RFC 6458 5.3.7 */
{
	const struct policy_case *c = *state;
	union peers_event event;
	struct peers p;

	make_full(&p, &c->kind);
	peers_subscribe(p.client, SCTP_SEND_FAILED_EVENT, true);
	assert_int_equal(peers_ok(send_policy(&p, c->way, SCTP_PR_SCTP_TTL, 10, "late", 4, 0)), 4);
	assert_int_equal(peers_ok(send_policy(&p, WAY_SPA, SCTP_PR_SCTP_NONE, 0, "end", 3, 0)), 3);
	poll(NULL, 0, 50); /* its time */
	read_until(p.server, "end", "late");
	peers_event(p.client, SCTP_SEND_FAILED_EVENT, &event);
	assert_int_equal(event.n.sn_send_failed_event.ssfe_flags, SCTP_DATA_UNSENT);
	assert_memory_equal(event.n.sn_send_failed_event.ssfe_data, "late", 4);
	assert_abandoned(&p, policy_stream(c->way), SCTP_PR_SCTP_TTL, 1, 0);
}

static void a_message_in_time_is_not_abandoned(void **state)
{
	const struct policy_case *c = *state;
	struct peers p;

	make(&p, &c->kind);
	peers_join(&p);
	assert_int_equal(peers_ok(send_policy(&p, c->way, SCTP_PR_SCTP_TTL, 60000, "soon", 4, 0)), 4);
	peers_expect(p.server, "soon", 4);
	assert_abandoned(&p, 1, SCTP_PR_SCTP_TTL, 0, 0);
}

static int restore_address(void **state)
{
	peers_teardown(state);
	return system("ip address replace 192.0.2.2/24 dev d0");
}

static void a_message_is_abandoned_after_its_retransmissions(void **state) /* SCTP_PR_SCTP_RTX: RFC 7496 */
{
	const struct policy_case *c = *state;
	struct peers p;
	int left_ms = peers_limit_ms();

	peers_make(&p, c->kind.domain, c->kind.type, "192.0.2.1", "192.0.2.2");
	peers_hurry(p.client);
	peers_join(&p);
	peers_command("ip address del 192.0.2.2/24 dev d0"); /* packets go nowhere */
	assert_int_equal(peers_ok(send_policy(&p, c->way, SCTP_PR_SCTP_RTX, 1, "lost", 4, 0)), 4);
	/* Linux tells nobody: ask */
	while (pr_status(&p, SCTP_PR_ASSOC_STATUS, 0, SCTP_PR_SCTP_RTX).sprstat_abandoned_sent == 0 &&
	       left_ms > 0)
		left_ms -= 5 + poll(NULL, 0, 5);
	assert_abandoned(&p, policy_stream(c->way), SCTP_PR_SCTP_RTX, 0, 1);
	peers_command("ip address add 192.0.2.2/24 dev d0");
	assert_int_equal(peers_ok(send_policy(&p, WAY_SPA, SCTP_PR_SCTP_NONE, 0, "end", 3, 0)), 3);
	read_until(p.server, "end", "lost");
}

static void a_message_gives_way_to_one_of_higher_priority(void **state) /* SCTP_PR_SCTP_PRIO: RFC 7496 */
{
	static const char message[PEERS_FILL] = "minor";
	const struct policy_case *c = *state;
	struct sctp_prstatus status;
	int sndbuf = 20000;
	struct peers p;

	make_full(&p, &c->kind);
	peers_ok(setsockopt(p.client, SOL_SOCKET, SO_SNDBUF, &sndbuf, sizeof(sndbuf)));
	while (send_policy(&p, c->way, SCTP_PR_SCTP_PRIO, 100, message, sizeof(message), MSG_DONTWAIT) > 0)
		;
	assert_int_equal(errno, EAGAIN);
	assert_abandoned(&p, policy_stream(c->way), SCTP_PR_SCTP_PRIO, 0, 0);
	assert_int_equal(peers_ok(send_policy(&p, c->way, SCTP_PR_SCTP_PRIO, 1, "major", 5, MSG_DONTWAIT)),
			 5);
	status = pr_status(&p, SCTP_PR_ASSOC_STATUS, 0, SCTP_PR_SCTP_PRIO);
	assert_in_range(status.sprstat_abandoned_unsent, 1, 100);
	assert_int_equal(status.sprstat_abandoned_sent, 0);
	read_until(p.server, "major", NULL);
}

static void sendmsgs_time_to_live_is_kept(void **state) /* 9.7 */
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make_full(&p, kind);
	peers_ok(sctp_sendmsg(p.client, "late", 4, &p.server_addr.sa, peers_addr_size(&p.server_addr), 0, 0,
			      1, 10, 0));
	peers_ok(sctp_sendmsg(p.client, "soon", 4, &p.server_addr.sa, peers_addr_size(&p.server_addr), 0, 0,
			      1, 60000, 0));
	peers_ok(sctp_sendmsg(p.client, "end", 3, &p.server_addr.sa, peers_addr_size(&p.server_addr), 0, 0, 1,
			      0, 0));
	poll(NULL, 0, 50);
	read_until(p.server, "soon", "late");
	read_until(p.server, "end", "late");
}

static void unknown_policies_are_refused(void **state)
{
	const struct policy_case *c = *state;
	static const int policies[] = { 1, 0x40, 0x80, 0x1000 };
	struct sctp_prstatus status;
	struct peers p;

	make(&p, &c->kind);
	peers_join(&p);
	for (int i = 0; i < 4; i++) {
		if (c->way != WAY_DEFAULT)
			peers_fails(send_policy(&p, c->way, policies[i], 0, "x", 1, 0), EINVAL);
		memset(&status, 0, sizeof(status));
		status.sprstat_policy =
			(uint16_t)(policies[i] == SCTP_PR_SCTP_ALL ? SCTP_PR_SCTP_NONE : policies[i]);
		GET_FAILS(p.client, p.client_id, SCTP_PR_ASSOC_STATUS, &status, EINVAL);
	}
	peers_quiet(p.server);
}

/* ---- AUTH: RFC 6458 5.3.8, 8.1.18, 8.3.2 to 8.3.5 ---- */

/* Both ends authenticate DATA, or not; the keys of both are 0 (none), 1 and 2. */
static void make_authenticated(struct peers *p, const struct peers_kind *kind, bool data)
{
	make(p, kind);
	for (int end = 0; end < 2; end++) {
		int fd = end ? p->listener : p->client;

		if (data)
			SET(fd, SCTP_AUTH_CHUNK, &((struct sctp_authchunk){ 0 }));
		for (uint16_t number = 1; number <= 2; number++) {
			union {
				struct sctp_authkey fixed;
				char bytes[sizeof(struct sctp_authkey) + 7];
			} key = { .fixed = { .sca_keynumber = number, .sca_keylength = 7 } };

			memcpy(key.fixed.sca_key, number == 1 ? "secret1" : "secret2", 7);
			SET(fd, SCTP_AUTH_KEY, &key);
		}
	}
	peers_subscribe(p->listener, SCTP_AUTHENTICATION_EVENT, true);
	peers_join(p);
}

static int send_key(const struct peers *p, bool spa, int number, const char *text)
{
	struct sctp_authinfo info = { (uint16_t)number };
	struct sctp_sendv_spa all = { .sendv_flags = SCTP_SEND_AUTHINFO_VALID, .sendv_authinfo = info };
	struct iovec iov = { (void *)text, strlen(text) };
	struct sockaddr *to = (struct sockaddr *)&p->server_addr; /* AUTHINFO has no association id */

	if (p->type == SOCK_SEQPACKET && spa) {
		all.sendv_flags |= SCTP_SEND_SNDINFO_VALID;
		all.sendv_sndinfo.snd_assoc_id = p->client_id;
	}
	return sctp_sendv(p->client, &iov, 1, spa ? NULL : to, spa ? 0 : 1, spa ? (void *)&all : &info,
			  spa ? sizeof(all) : sizeof(info), spa ? SCTP_SENDV_SPA : SCTP_SENDV_AUTHINFO, 0);
}

static int key_option(const struct peers *p, int option, int number)
{
	struct sctp_authkeyid key;

	memset(&key, 0, sizeof(key));
	key.scact_assoc_id = p->client_id;
	key.scact_keynumber = (uint16_t)number;
	return setsockopt(p->client, IPPROTO_SCTP, option, &key, sizeof(key));
}

static int active_key(int fd, sctp_assoc_t id)
{
	struct sctp_authkeyid key;

	memset(&key, 0xee, sizeof(key));
	GET(fd, id, SCTP_AUTH_ACTIVE_KEY, &key);
	return key.scact_keynumber;
}

/* The server is told when packets come with another key than the last. */
static void expect_key(const struct peers *p, int number, const char *text)
{
	union peers_event event;

	assert_int_equal(peers_event(p->server, SCTP_AUTHENTICATION_EVENT, &event),
			 sizeof(event.n.sn_auth_event));
	assert_int_equal(event.n.sn_auth_event.auth_indication, SCTP_AUTH_NEW_KEY);
	assert_int_equal(event.n.sn_auth_event.auth_keynumber, number);
	peers_expect(p->server, text, strlen(text));
}

static void authinfo_chooses_the_key_of_one_message(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make_authenticated(&p, kind, true);
	assert_int_equal(peers_ok(send_key(&p, false, 1, "one")), 3);
	expect_key(&p, 1, "one");
	assert_int_equal(peers_ok(send_key(&p, true, 2, "two")), 3);
	expect_key(&p, 2, "two");
	assert_int_equal(active_key(p.client, p.client_id), 0);
}

static void authinfo_of_an_unknown_key_is_refused_where_data_is_authenticated(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make_authenticated(&p, kind, true);
	peers_fails(send_key(&p, false, 77, "x"), EINVAL);
	peers_fails(send_key(&p, true, 77, "x"), EINVAL);
	assert_int_equal(peers_ok(send_key(&p, true, 1, "one")), 3);
	expect_key(&p, 1, "one");
}

static void authinfo_is_ignored_where_data_is_not_authenticated(void **state) /* facts section 4 */
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make_authenticated(&p, kind, false);
	assert_int_equal(peers_ok(send_key(&p, false, 77, "open")), 4);
	peers_expect(p.server, "open", 4);
}

static void the_active_key_is_used_and_can_be_neither_deactivated_nor_deleted(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make_authenticated(&p, kind, true);
	peers_ok(key_option(&p, SCTP_AUTH_ACTIVE_KEY, 2));
	assert_int_equal(active_key(p.client, p.client_id), 2);
	peers_send(p.client, p.client_id, 0, "two", 3);
	expect_key(&p, 2, "two");
	peers_fails(key_option(&p, SCTP_AUTH_DEACTIVATE_KEY, 2), EINVAL);
	peers_fails(key_option(&p, SCTP_AUTH_DELETE_KEY, 2), EINVAL);
	peers_fails(key_option(&p, SCTP_AUTH_ACTIVE_KEY, 77), EINVAL);
	assert_int_equal(active_key(p.client, p.client_id), 2);
}

static void a_key_that_is_deactivated_or_deleted_cannot_be_used(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make_authenticated(&p, kind, true);
	peers_ok(key_option(&p, SCTP_AUTH_DEACTIVATE_KEY, 1));
	peers_fails(send_key(&p, true, 1, "x"), EINVAL);
	peers_fails(key_option(&p, SCTP_AUTH_ACTIVE_KEY, 1), EINVAL);
	peers_ok(key_option(&p, SCTP_AUTH_DELETE_KEY, 2));
	peers_fails(send_key(&p, true, 2, "x"), EINVAL);
	peers_fails(key_option(&p, SCTP_AUTH_ACTIVE_KEY, 2), EINVAL);
	peers_fails(key_option(&p, SCTP_AUTH_DELETE_KEY, 2), EINVAL);
}

static void the_lists_of_authenticated_chunks_are_the_associations(void **state) /* 8.2.3, 8.2.4 */
{
	const struct peers_kind *kind = *state;
	struct peers p;
	union {
		struct sctp_authchunks chunks;
		char bytes[sizeof(struct sctp_authchunks) + 16];
	} list;
	socklen_t size;

	make(&p, kind);
	SET(p.client, SCTP_AUTH_CHUNK, &((struct sctp_authchunk){ 0 }));   /* DATA */
	SET(p.listener, SCTP_AUTH_CHUNK, &((struct sctp_authchunk){ 3 })); /* SACK */
	SET(p.listener, SCTP_AUTH_CHUNK, &((struct sctp_authchunk){ 4 })); /* HEARTBEAT */
	peers_join(&p);
	memset(&list, 0, sizeof(list));
	size = sizeof(list);
	peers_ok(sctp_opt_info(p.client, p.client_id, SCTP_PEER_AUTH_CHUNKS, &list, &size));
	assert_int_equal(list.chunks.gauth_number_of_chunks, 2);
	assert_int_equal(size, sizeof(list.chunks) + 2);
	assert_memory_equal(list.chunks.gauth_chunks, "\3\4", 2);
	memset(&list, 0, sizeof(list));
	size = sizeof(list);
	peers_ok(sctp_opt_info(p.client, p.client_id, SCTP_LOCAL_AUTH_CHUNKS, &list, &size));
	assert_int_equal(list.chunks.gauth_number_of_chunks, 1);
	assert_memory_equal(list.chunks.gauth_chunks, "\0", 1);
	if (kind->type == SOCK_SEQPACKET)
		GET_FAILS(p.client, NO_ASSOC, SCTP_PEER_AUTH_CHUNKS, &list, EINVAL);
	size = sizeof(list.chunks) + 1;
	peers_fails(sctp_opt_info(p.client, p.client_id, SCTP_PEER_AUTH_CHUNKS, &list, &size), EINVAL);
}

/* ---- stream reset and addition: RFC 6525 6.3 ---- */

static void make_reconfigurable(struct peers *p, const struct peers_kind *kind)
{
	int on = 1;

	make(p, kind);
	set_value(p->client, SCTP_ENABLE_STREAM_RESET, SCTP_FUTURE_ASSOC, SCTP_ENABLE_STRRESET_MASK);
	set_value(p->listener, SCTP_ENABLE_STREAM_RESET, SCTP_FUTURE_ASSOC, SCTP_ENABLE_STRRESET_MASK);
	peers_ok(setsockopt(p->listener, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)));
	peers_join(p);
}

static void the_next_message_of_a_reset_stream_is_number_0(void **state)
{
	const struct peers_kind *kind = *state;
	union peers_event event;
	struct peers p;
	union {
		struct sctp_reset_streams fixed;
		char bytes[sizeof(struct sctp_reset_streams) + sizeof(uint16_t)];
	} option = { .fixed = { .srs_flags = SCTP_STREAM_RESET_OUTGOING, .srs_number_streams = 1 } };

	make_reconfigurable(&p, kind);
	for (int stream = 2; stream <= 3; stream++) {
		peers_send(p.client, p.client_id, stream, "a", 1);
		peers_send(p.client, p.client_id, stream, "b", 1);
		assert_int_equal(read_info(p.server, "a").rcv_ssn, 0);
		assert_int_equal(read_info(p.server, "b").rcv_ssn, 1);
	}
	peers_subscribe(p.client, SCTP_STREAM_RESET_EVENT, true);
	option.fixed.srs_assoc_id = p.client_id;
	option.fixed.srs_stream_list[0] = 2;
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_RESET_STREAMS, &option,
			    sizeof(option.fixed) + sizeof(uint16_t)));
	peers_event(p.client, SCTP_STREAM_RESET_EVENT, &event);
	peers_send(p.client, p.client_id, 2, "c", 1);
	assert_int_equal(read_info(p.server, "c").rcv_ssn, 0);
	peers_send(p.client, p.client_id, 3, "c", 1);
	assert_int_equal(read_info(p.server, "c").rcv_ssn, 2);
}

static void an_added_stream_can_be_sent_on(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_sndinfo info = { .snd_sid = 12 };
	struct iovec iov = { "on 12", 5 };
	struct sctp_status status;
	union peers_event event;
	struct peers p;

	make_reconfigurable(&p, kind); /* with 10 streams each way, Linux's default */
	info.snd_assoc_id = p.client_id;
	peers_fails(sctp_sendv(p.client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0),
		    EINVAL);
	peers_subscribe(p.client, SCTP_STREAM_CHANGE_EVENT, true);
	SET(p.client, SCTP_ADD_STREAMS, &((struct sctp_add_streams){ p.client_id, 0, 3 }));
	peers_event(p.client, SCTP_STREAM_CHANGE_EVENT, &event);
	memset(&status, 0, sizeof(status));
	GET(p.client, p.client_id, SCTP_STATUS, &status);
	assert_int_equal(status.sstat_outstrms, 13);
	assert_int_equal(status.sstat_instrms, 10);
	GET(p.server, p.server_id, SCTP_STATUS, &status);
	assert_int_equal(status.sstat_outstrms, 10);
	assert_int_equal(status.sstat_instrms, 13);
	peers_ok(sctp_sendv(p.client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
	assert_int_equal(read_info(p.server, "on 12").rcv_sid, 12);
}

static void stream_reset_is_enabled_for_one_association(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_add_streams add = { .sas_outstrms = 1 };
	struct peers p;

	make(&p, kind);
	peers_join(&p);
	add.sas_assoc_id = p.client_id;
	assert_int_equal(get_value(p.client, SCTP_RECONFIG_SUPPORTED, p.client_id), 1);
	assert_int_equal(get_value(p.client, SCTP_ENABLE_STREAM_RESET, p.client_id), 0);
	/* Linux */
	peers_fails(setsockopt(p.client, IPPROTO_SCTP, SCTP_ADD_STREAMS, &add, sizeof(add)), ENOPROTOOPT);
	set_value(p.client, SCTP_ENABLE_STREAM_RESET, p.client_id, SCTP_ENABLE_CHANGE_ASSOC_REQ);
	assert_int_equal(get_value(p.client, SCTP_ENABLE_STREAM_RESET, p.client_id),
			 SCTP_ENABLE_CHANGE_ASSOC_REQ);
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_ADD_STREAMS, &add, sizeof(add)));
	if (kind->type == SOCK_SEQPACKET)
		assert_int_equal(get_value(p.client, SCTP_ENABLE_STREAM_RESET, SCTP_FUTURE_ASSOC), 0);
}

static void stream_reset_fails_where_it_was_not_agreed(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make(&p, kind);
	set_value(p.listener, SCTP_RECONFIG_SUPPORTED, SCTP_FUTURE_ASSOC, 0);
	set_value(p.client, SCTP_ENABLE_STREAM_RESET, SCTP_FUTURE_ASSOC, SCTP_ENABLE_STRRESET_MASK);
	peers_join(&p);
	assert_int_equal(get_value(p.client, SCTP_RECONFIG_SUPPORTED, p.client_id), 0);
	peers_fails(setsockopt(p.client, IPPROTO_SCTP, SCTP_RESET_ASSOC, &p.client_id, sizeof(p.client_id)),
		    ENOPROTOOPT);
}

/* ---- schedulers and interleaving: RFC 8260 4.3 ---- */

static void the_scheduler_is_the_endpoints_or_the_associations(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;

	make(&p, kind);
	assert_int_equal(get_value(p.client, SCTP_STREAM_SCHEDULER, SCTP_FUTURE_ASSOC), SCTP_SS_FCFS);
	for (uint32_t scheduler = SCTP_SS_FCFS; scheduler <= SCTP_SS_RR; scheduler++) {
		set_value(p.client, SCTP_STREAM_SCHEDULER, SCTP_FUTURE_ASSOC, scheduler);
		assert_int_equal(get_value(p.client, SCTP_STREAM_SCHEDULER, SCTP_FUTURE_ASSOC), scheduler);
	}
	peers_join(&p);
	assert_int_equal(get_value(p.client, SCTP_STREAM_SCHEDULER, p.client_id), SCTP_SS_RR);
	set_value(p.client, SCTP_STREAM_SCHEDULER, p.client_id, SCTP_SS_PRIO);
	assert_int_equal(get_value(p.client, SCTP_STREAM_SCHEDULER, p.client_id), SCTP_SS_PRIO);
	if (kind->type == SOCK_SEQPACKET)
		assert_int_equal(get_value(p.client, SCTP_STREAM_SCHEDULER, SCTP_FUTURE_ASSOC), SCTP_SS_RR);
	peers_fails(setsockopt(p.client, IPPROTO_SCTP, SCTP_STREAM_SCHEDULER,
			       &((struct sctp_assoc_value){ p.client_id, 77 }),
			       sizeof(struct sctp_assoc_value)),
		    EINVAL);
}

static void the_priority_of_a_stream_is_kept_and_obeyed(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_stream_value value;
	struct peers p;

	make_full(&p, kind);
	set_value(p.client, SCTP_STREAM_SCHEDULER, p.client_id, SCTP_SS_PRIO);
	for (uint16_t stream = 0; stream < 10; stream++) {
		value = (struct sctp_stream_value){ p.client_id, stream, (uint16_t)(20 - stream) };
		SET(p.client, SCTP_STREAM_SCHEDULER_VALUE, &value);
	}
	for (uint16_t stream = 0; stream < 10; stream++) {
		/* the stream is an input of opt_info */
		value = (struct sctp_stream_value){ 0, stream, 0xeeee };
		GET(p.client, p.client_id, SCTP_STREAM_SCHEDULER_VALUE, &value);
		assert_int_equal(value.assoc_id, p.client_id);
		assert_int_equal(value.stream_id, stream);
		assert_int_equal(value.stream_value, 20 - stream);
	}
	value = (struct sctp_stream_value){ 0, 99, 0 };
	GET_FAILS(p.client, p.client_id, SCTP_STREAM_SCHEDULER_VALUE, &value, EINVAL);
	peers_send(p.client, p.client_id, 2, "lower", 5);
	/* "the lower the value, the higher the priority" */
	peers_send(p.client, p.client_id, 8, "higher", 6);
	read_until(p.server, "higher", "lower");
	read_until(p.server, "lower", NULL);
}

static void interleaving_needs_both_ends(void **state) /* RFC 8260 4.3.1 */
{
	const struct peers_kind *kind = *state;
	int on = 1;

	for (int both = 0; both < 2; both++) {
		struct peers p;

		make(&p, kind);
		peers_fails(setsockopt(p.client, IPPROTO_SCTP, SCTP_INTERLEAVING_SUPPORTED,
				       &((struct sctp_assoc_value){ SCTP_FUTURE_ASSOC, 1 }),
				       sizeof(struct sctp_assoc_value)),
			    EPERM); /* without SCTP_FRAGMENT_INTERLEAVE: Linux */
		for (int end = 0; end <= both; end++) {
			int fd = end ? p.listener : p.client;

			peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_FRAGMENT_INTERLEAVE, &on, sizeof(on)));
			set_value(fd, SCTP_INTERLEAVING_SUPPORTED, SCTP_FUTURE_ASSOC, 1);
			assert_int_equal(get_value(fd, SCTP_INTERLEAVING_SUPPORTED, SCTP_FUTURE_ASSOC), 1);
		}
		peers_join(&p);
		assert_int_equal(get_value(p.client, SCTP_INTERLEAVING_SUPPORTED, p.client_id), both);
		assert_int_equal(get_value(p.server, SCTP_INTERLEAVING_SUPPORTED, p.server_id), both);
		peers_send(p.client, p.client_id, 1, "across", 6);
		peers_expect(p.server, "across", 6);
	}
}

/* ---- defaults for messages: 8.1.13, 8.1.31 ---- */

static void default_send_param_of_an_association_is_read_by_its_id(void **state) /* facts bug 13 */
{
	const struct peers_kind *kind = *state;
	struct sctp_sndrcvinfo info = { .sinfo_stream = 7, .sinfo_ppid = 0x01020304, .sinfo_context = 5 };
	struct peers p;
	int on = 1;

	make(&p, kind);
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)));
	peers_join(&p);
	info.sinfo_assoc_id = p.client_id;
	SET(p.client, SCTP_DEFAULT_SEND_PARAM, &info);
	memset(&info, 0, sizeof(info));
	GET(p.client, p.client_id, SCTP_DEFAULT_SEND_PARAM, &info);
	assert_int_equal(info.sinfo_stream, 7);
	assert_int_equal(info.sinfo_ppid, 0x01020304);
	assert_int_equal(info.sinfo_context, 5);
	assert_int_equal(info.sinfo_assoc_id, p.client_id);
	if (kind->type == SOCK_SEQPACKET) {
		GET(p.client, SCTP_FUTURE_ASSOC, SCTP_DEFAULT_SEND_PARAM, &info);
		assert_int_equal(info.sinfo_stream, 0);
		GET_FAILS(p.client, NO_ASSOC, SCTP_DEFAULT_SEND_PARAM, &info, EINVAL);
	}
	peers_ok(sctp_sendv(p.client, &(struct iovec){ "preset", 6 }, 1, &p.server_addr.sa, 1, NULL, 0,
			    SCTP_SENDV_NOINFO, 0));
	{
		struct sctp_rcvinfo got = read_info(p.server, "preset");

		assert_int_equal(got.rcv_sid, 7);
		assert_int_equal(got.rcv_ppid, 0x01020304);
	}
}

static void default_sndinfo_of_an_association_is_read_by_its_id(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_sndinfo info = {
		.snd_sid = 6, .snd_flags = SCTP_UNORDERED, .snd_ppid = 99, .snd_context = 4
	};
	struct sctp_rcvinfo got;
	struct peers p;
	int on = 1;

	make(&p, kind);
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)));
	peers_join(&p);
	info.snd_assoc_id = p.client_id;
	SET(p.client, SCTP_DEFAULT_SNDINFO, &info);
	memset(&info, 0, sizeof(info));
	GET(p.client, p.client_id, SCTP_DEFAULT_SNDINFO, &info);
	assert_int_equal(info.snd_sid, 6);
	assert_int_equal(info.snd_flags, SCTP_UNORDERED);
	assert_int_equal(info.snd_ppid, 99);
	assert_int_equal(info.snd_context, 4);
	assert_int_equal(info.snd_assoc_id, p.client_id);
	if (kind->type == SOCK_SEQPACKET) {
		GET(p.client, SCTP_FUTURE_ASSOC, SCTP_DEFAULT_SNDINFO, &info);
		assert_int_equal(info.snd_sid, 0);
		GET_FAILS(p.client, NO_ASSOC, SCTP_DEFAULT_SNDINFO, &info, EINVAL);
	}
	peers_ok(sctp_sendv(p.client, &(struct iovec){ "preset", 6 }, 1, &p.server_addr.sa, 1, NULL, 0,
			    SCTP_SENDV_NOINFO, 0));
	got = read_info(p.server, "preset");
	assert_int_equal(got.rcv_sid, 6);
	assert_int_equal(got.rcv_ppid, 99);
	assert_int_equal(got.rcv_flags & SCTP_UNORDERED, SCTP_UNORDERED);
}

static void the_context_of_an_association_comes_with_its_messages(void **state) /* 8.1.25 */
{
	const struct peers_kind *kind = *state;
	struct peers p;
	int on = 1;

	make(&p, kind);
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)));
	peers_join(&p);
	set_value(p.server, SCTP_CONTEXT, p.server_id, 4711);
	assert_int_equal(get_value(p.server, SCTP_CONTEXT, p.server_id), 4711);
	peers_send(p.client, p.client_id, 0, "for 4711", 8);
	assert_int_equal(read_info(p.server, "for 4711").rcv_context, 4711);
}

/* ---- an option of one association is not the other's ---- */

/* Where the structure of an option has its association id and a member to tell by. */
struct member {
	const char *name;
	int option;
	size_t size, id, offset, width;
	uint32_t value;
};

#define MEMBER(option, type, id, member, value)                                                              \
	{                                                                                                    \
#option, option, sizeof(type), offsetof(type, id), offsetof(type, member),                   \
			sizeof(((type *)NULL)->member), value                                                \
	}

static const struct member members[] = {
	MEMBER(SCTP_RTOINFO, struct sctp_rtoinfo, srto_assoc_id, srto_max, 77000),
	MEMBER(SCTP_ASSOCINFO, struct sctp_assocparams, sasoc_assoc_id, sasoc_asocmaxrxt, 3),
	MEMBER(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo, sinfo_assoc_id, sinfo_context, 77),
	MEMBER(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo, snd_assoc_id, snd_context, 78),
	MEMBER(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo, pr_assoc_id, pr_policy, SCTP_PR_SCTP_RTX),
	MEMBER(SCTP_MAXSEG, struct sctp_assoc_value, assoc_id, assoc_value, 1000),
	MEMBER(SCTP_DELAYED_SACK, struct sctp_sack_info, sack_assoc_id, sack_delay, 120),
	MEMBER(SCTP_CONTEXT, struct sctp_assoc_value, assoc_id, assoc_value, 80),
	MEMBER(SCTP_MAX_BURST, struct sctp_assoc_value, assoc_id, assoc_value, 9),
	MEMBER(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams, spp_assoc_id, spp_pathmaxrxt, 8),
	MEMBER(SCTP_PEER_ADDR_THLDS, struct sctp_paddrthlds, spt_assoc_id, spt_pathmaxrxt, 7),
	MEMBER(SCTP_PEER_ADDR_THLDS_V2, struct sctp_paddrthlds_v2, spt_assoc_id, spt_pathmaxrxt, 6),
	MEMBER(SCTP_ENABLE_STREAM_RESET, struct sctp_assoc_value, assoc_id, assoc_value, 5),
	MEMBER(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value, assoc_id, assoc_value, 2),
	MEMBER(SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, struct sctp_assoc_value, assoc_id, assoc_value, 2),
	MEMBER(SCTP_REMOTE_UDP_ENCAPS_PORT, struct sctp_udpencaps, sue_assoc_id, sue_port, 0x1234),
	MEMBER(SCTP_PLPMTUD_PROBE_INTERVAL, struct sctp_probeinterval, spi_assoc_id, spi_interval, 9000),
};

static uint32_t member_of(const struct member *m, const char *payload)
{
	uint32_t wide;
	uint16_t narrow;

	memcpy(&wide, payload + m->offset, sizeof(wide));
	memcpy(&narrow, payload + m->offset, sizeof(narrow));
	return m->width == sizeof(wide) ? wide : narrow;
}

static void an_option_set_for_one_association_is_read_back_for_that_one_alone(void **state)
{
	const struct peers_kind *kind = *state;
	char payload[256], endpoint[256];
	struct two two;

	two_up(&two, kind->domain);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const struct member *m = &members[i];
		socklen_t size = (socklen_t)m->size;
		sctp_assoc_t id = 0;
		uint32_t before;

		print_message("# %s\n", m->name);
		memset(endpoint, 0, sizeof(endpoint));
		peers_ok(sctp_opt_info(two.client, SCTP_FUTURE_ASSOC, m->option, endpoint, &size));
		memset(payload, 0, sizeof(payload));
		peers_ok(sctp_opt_info(two.client, two.ids[1], m->option, payload, &size));
		before = member_of(m, payload);
		assert_int_not_equal(before, m->value);
		memset(payload, 0, sizeof(payload));
		peers_ok(sctp_opt_info(two.client, two.ids[0], m->option, payload, &size));
		assert_int_equal(size, m->size);
		memcpy(&id, payload + m->id, sizeof(id));
		assert_int_equal(id, two.ids[0]);
		if (m->width == sizeof(uint32_t))
			memcpy(payload + m->offset, &m->value, sizeof(uint32_t));
		else
			memcpy(payload + m->offset, &(uint16_t){ (uint16_t)m->value }, sizeof(uint16_t));
		peers_ok(setsockopt(two.client, IPPROTO_SCTP, m->option, payload, size));

		memset(payload, 0, sizeof(payload));
		peers_ok(sctp_opt_info(two.client, two.ids[0], m->option, payload, &size));
		assert_int_equal(member_of(m, payload), m->value);
		memset(payload, 0, sizeof(payload));
		peers_ok(sctp_opt_info(two.client, two.ids[1], m->option, payload, &size));
		assert_int_equal(member_of(m, payload), before);
		memset(payload, 0, sizeof(payload));
		peers_ok(sctp_opt_info(two.client, SCTP_FUTURE_ASSOC, m->option, payload, &size));
		assert_int_equal(member_of(m, payload), member_of(m, endpoint));
		peers_fails(sctp_opt_info(two.client, NO_ASSOC, m->option, payload, &size), EINVAL);
	}
}

static void a_one_to_one_socket_ignores_the_id(void **state) /* 8: "the assoc_id field is ignored" */
{
	const struct peers_kind *kind = *state;
	char payload[256];
	struct peers p;

	peers_up(&p, kind->domain, SOCK_STREAM);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		socklen_t size = (socklen_t)members[i].size;

		print_message("# %s\n", members[i].name);
		memset(payload, 0, sizeof(payload));
		peers_ok(sctp_opt_info(p.client, NO_ASSOC, members[i].option, payload, &size));
	}
}

static void an_event_is_subscribed_for_one_association(void **state) /* 6.2.2 */
{
	const struct peers_kind *kind = *state;
	struct sctp_event event;
	struct two two;

	two_up(&two, kind->domain);
	memset(&event, 0, sizeof(event));
	event.se_assoc_id = two.ids[0];
	event.se_type = SCTP_SHUTDOWN_EVENT;
	event.se_on = 1;
	SET(two.client, SCTP_EVENT, &event);
	for (int i = 0; i < 2; i++) {
		memset(&event, 0, sizeof(event));
		event.se_type = SCTP_SHUTDOWN_EVENT;
		event.se_on = 77;
		GET(two.client, two.ids[i], SCTP_EVENT, &event);
		assert_int_equal(event.se_on, i == 0);
		assert_int_equal(event.se_assoc_id, two.ids[i]);
	}
	GET_FAILS(two.client, NO_ASSOC, SCTP_EVENT, &event, EINVAL);
}

static void the_statistics_are_the_associations(void **state) /* Linux: SCTP_GET_ASSOC_STATS */
{
	const struct peers_kind *kind = *state;
	struct sctp_assoc_stats stats;
	struct two two;

	two_up(&two, kind->domain);
	for (int i = 0; i < 5; i++) {
		peers_send(two.client, two.ids[1], 0, "count", 5);
		peers_expect(two.servers[1], "count", 5);
	}
	memset(&stats, 0, sizeof(stats));
	GET(two.client, two.ids[0], SCTP_GET_ASSOC_STATS, &stats);
	assert_int_equal(stats.sas_oodchunks, 0);
	memset(&stats, 0, sizeof(stats));
	GET(two.client, two.ids[1], SCTP_GET_ASSOC_STATS, &stats);
	assert_int_equal(stats.sas_oodchunks, 5);
	GET_FAILS(two.client, NO_ASSOC, SCTP_GET_ASSOC_STATS, &stats, EINVAL);
}

/* ---- read-only options: 8.2 ---- */

static void status_describes_the_association(void **state) /* 8.2.1 */
{
	const struct peers_kind *kind = *state;
	struct sctp_initmsg init = { .sinit_num_ostreams = 5, .sinit_max_instreams = 6 };
	struct sctp_status status;
	union peers_addr primary;
	struct peers p;

	make(&p, kind);
	SET(p.client, SCTP_INITMSG, &init);
	memset(&status, 0, sizeof(status));
	GET_FAILS(p.client, 0, SCTP_STATUS, &status, EINVAL);
	peers_join(&p);
	GET(p.client, p.client_id, SCTP_STATUS, &status);
	assert_int_equal(status.sstat_assoc_id, p.client_id);
	assert_int_equal(status.sstat_state, SCTP_ESTABLISHED);
	assert_int_equal(status.sstat_outstrms, 5);
	assert_int_equal(status.sstat_instrms, 6);
	assert_int_equal(status.sstat_unackdata, 0);
	assert_int_equal(status.sstat_penddata, 0);
	assert_int_not_equal(status.sstat_rwnd, 0);
	assert_int_not_equal(status.sstat_fragmentation_point, 0);
	assert_int_equal(status.sstat_primary.spinfo_state, SCTP_ACTIVE);
	memcpy(&primary, &status.sstat_primary.spinfo_address, sizeof(primary));
	assert_true(peers_addr_same(&primary, &p.server_addr));
	memset(&status, 0, sizeof(status));
	if (kind->type == SOCK_SEQPACKET) {
		GET_FAILS(p.client, 0, SCTP_STATUS, &status, EINVAL);
		GET_FAILS(p.client, NO_ASSOC, SCTP_STATUS, &status, EINVAL);
		GET_FAILS(p.client, p.server_id, SCTP_STATUS, &status, EINVAL); /* another socket's */
	} else {
		GET(p.client, NO_ASSOC, SCTP_STATUS, &status);
		assert_int_equal(status.sstat_assoc_id, p.client_id);
	}
}

static void status_tells_what_waits_for_the_peer(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_status status;
	struct peers p;

	make_full(&p, kind);
	memset(&status, 0, sizeof(status));
	GET(p.client, p.client_id, SCTP_STATUS, &status);
	assert_in_range(status.sstat_rwnd, 0, PEERS_FILL - 1);
	assert_int_not_equal(status.sstat_unackdata, 0);
}

static void peer_addr_info_finds_an_address_with_and_without_the_id(void **state) /* 8.2.2 */
{
	const struct peers_kind *kind = *state;
	const sctp_assoc_t wanted[] = { SCTP_FUTURE_ASSOC, 0 };
	struct sctp_paddrinfo info;
	struct peers p;

	make(&p, kind);
	peers_join(&p);
	for (int i = 0; i < 2; i++) {
		memset(&info, 0, sizeof(info));
		memcpy(&info.spinfo_address, &p.server_addr, peers_addr_size(&p.server_addr));
		GET(p.client, i ? p.client_id : wanted[i], SCTP_GET_PEER_ADDR_INFO, &info);
		assert_int_equal(info.spinfo_assoc_id, p.client_id);
		assert_int_equal(info.spinfo_state, SCTP_ACTIVE);
		assert_int_not_equal(info.spinfo_cwnd, 0);
		assert_int_not_equal(info.spinfo_mtu, 0);
		assert_int_not_equal(info.spinfo_rto, 0);
	}
	memset(&info, 0, sizeof(info));
	memcpy(&info.spinfo_address, &p.client_addr, peers_addr_size(&p.client_addr)); /* no peer's */
	GET_FAILS(p.client, p.client_id, SCTP_GET_PEER_ADDR_INFO, &info, EINVAL);
	memset(&info, 0, sizeof(info)); /* no address at all */
	GET_FAILS(p.client, p.client_id, SCTP_GET_PEER_ADDR_INFO, &info, EINVAL);
}

static void peer_addr_info_of_another_associations_address_fails(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_paddrinfo info;
	struct two two;

	two_up(&two, kind->domain);
	memset(&info, 0, sizeof(info));
	memcpy(&info.spinfo_address, &two.addrs[0], peers_addr_size(&two.addrs[0]));
	GET(two.client, 0, SCTP_GET_PEER_ADDR_INFO, &info);
	assert_int_equal(info.spinfo_assoc_id, two.ids[0]);
	GET_FAILS(two.client, two.ids[1], SCTP_GET_PEER_ADDR_INFO, &info, EINVAL);
}

static void the_list_of_association_ids_has_all(void **state) /* 8.2.5, 8.2.6 */
{
	const struct peers_kind *kind = *state;
	union {
		struct sctp_assoc_ids ids;
		char bytes[sizeof(struct sctp_assoc_ids) + 4 * sizeof(sctp_assoc_t)];
	} list;
	const sctp_assoc_t *id = list.ids.gaids_assoc_id;
	uint32_t number = 77;
	socklen_t size;
	struct two two;
	struct peers p;

	two_up(&two, kind->domain);
	size = sizeof(number);
	peers_ok(sctp_opt_info(two.client, 0, SCTP_GET_ASSOC_NUMBER, &number, &size));
	assert_int_equal(number, 2);
	memset(&list, 0, sizeof(list));
	size = sizeof(list);
	peers_ok(sctp_opt_info(two.client, 0, SCTP_GET_ASSOC_ID_LIST, &list, &size));
	assert_int_equal(size, sizeof(list.ids) + 2 * sizeof(sctp_assoc_t));
	assert_int_equal(list.ids.gaids_number_of_ids, 2);
	assert_true((id[0] == two.ids[0] && id[1] == two.ids[1]) ||
		    (id[0] == two.ids[1] && id[1] == two.ids[0]));
	size = sizeof(list.ids) + sizeof(sctp_assoc_t);
	/* no room for 2 */
	peers_fails(sctp_opt_info(two.client, 0, SCTP_GET_ASSOC_ID_LIST, &list, &size), EINVAL);
	peers_up(&p, kind->domain, SOCK_STREAM);
	size = sizeof(list);
	peers_fails(sctp_opt_info(p.client, 0, SCTP_GET_ASSOC_ID_LIST, &list, &size), EOPNOTSUPP);
}

/* ---- structures of the sizes that older headers have ---- */

/* before and since Linux 4.19 */
static void peer_addr_params_of_152_and_156_bytes_are_read_and_set(void **state)
{
	static const socklen_t sizes[] = { 152, 156 };
	const struct peers_kind *kind = *state;
	struct peers p;

	_Static_assert(sizeof(struct sctp_paddrparams) == 156, "as of Linux 4.19");
	make(&p, kind);
	peers_join(&p);
	for (int i = 0; i < 2; i++) {
		struct sctp_paddrparams params;
		char buffer[160];
		socklen_t size = sizes[i];

		memset(&params, 0, sizeof(params));
		params.spp_assoc_id = p.client_id;
		memcpy(&params.spp_address, &p.server_addr, peers_addr_size(&p.server_addr));
		params.spp_flags = SPP_HB_ENABLE;
		params.spp_hbinterval = 4000 + 100 * (uint32_t)i; /* of whole clock ticks */
		peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_PEER_ADDR_PARAMS, &params, size));
		memset(buffer, 0xcc, sizeof(buffer));
		memset(buffer, 0, size);
		memcpy(buffer + offsetof(struct sctp_paddrparams, spp_address), &p.server_addr,
		       peers_addr_size(&p.server_addr));
		peers_ok(sctp_opt_info(p.client, p.client_id, SCTP_PEER_ADDR_PARAMS, buffer, &size));
		assert_int_equal(size, sizes[i]);
		assert_int_equal((unsigned char)buffer[size], 0xcc);
		memcpy(&params, buffer, size);
		assert_int_equal(params.spp_hbinterval, 4000 + 100 * i);
		assert_int_equal(params.spp_assoc_id, p.client_id);
	}
}

/* 10 bytes are RFC 6458's; then Linux added */
static void events_of_every_size_are_read_and_set(void **state)
{
	static const socklen_t sizes[] = { 10, 11, 13, 14 };
	const struct peers_kind *kind = *state;
	struct peers p;

	make(&p, kind);
	for (int i = 0; i < 4; i++) {
		unsigned char events[20], got[20];
		socklen_t size = sizes[i];

		memset(events, 0, sizeof(events));
		peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_EVENTS, events, 14));
		memset(events, 0xcc, sizeof(events));
		for (socklen_t j = 0; j < size; j++)
			events[j] = (j + (socklen_t)i) % 3 == 0;
		peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_EVENTS, events, size));
		memset(got, 0xcc, sizeof(got));
		peers_ok(sctp_opt_info(p.client, 0, SCTP_EVENTS, got, &size));
		assert_int_equal(size, sizes[i]);
		assert_memory_equal(got, events, sizeof(got));
	}
}

/* the option has none; lksctp writes it into the flags */
static void events_are_not_touched_by_the_id(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_event_subscribe events, got;
	struct peers p;

	make(&p, kind);
	peers_join(&p);
	memset(&events, 0, sizeof(events));
	events.sctp_shutdown_event = 1;
	SET(p.client, SCTP_EVENTS, &events);
	memset(&got, 0, sizeof(got));
	GET(p.client, p.client_id, SCTP_EVENTS, &got);
	assert_memory_equal(&got, &events, sizeof(got));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_POLICIES(a_message_is_abandoned_when_its_time_is_over, peers_teardown),
		TEST_POLICIES(a_message_in_time_is_not_abandoned, peers_teardown),
		TEST_POLICIES(a_message_is_abandoned_after_its_retransmissions, restore_address),
		TEST_POLICIES(a_message_gives_way_to_one_of_higher_priority, peers_teardown),
		TEST_POLICIES(unknown_policies_are_refused, peers_teardown),
		PEERS_TEST_KINDS(sendmsgs_time_to_live_is_kept),
		PEERS_TEST_KINDS(authinfo_chooses_the_key_of_one_message),
		PEERS_TEST_KINDS(authinfo_of_an_unknown_key_is_refused_where_data_is_authenticated),
		PEERS_TEST_KINDS(authinfo_is_ignored_where_data_is_not_authenticated),
		PEERS_TEST_KINDS(the_active_key_is_used_and_can_be_neither_deactivated_nor_deleted),
		PEERS_TEST_KINDS(a_key_that_is_deactivated_or_deleted_cannot_be_used),
		PEERS_TEST_KINDS(the_lists_of_authenticated_chunks_are_the_associations),
		PEERS_TEST_KINDS(the_next_message_of_a_reset_stream_is_number_0),
		PEERS_TEST_KINDS(an_added_stream_can_be_sent_on),
		PEERS_TEST_KINDS(stream_reset_is_enabled_for_one_association),
		PEERS_TEST_KINDS(stream_reset_fails_where_it_was_not_agreed),
		PEERS_TEST_KINDS(the_scheduler_is_the_endpoints_or_the_associations),
		PEERS_TEST_KINDS(the_priority_of_a_stream_is_kept_and_obeyed),
		PEERS_TEST_KINDS(interleaving_needs_both_ends),
		PEERS_TEST_KINDS(default_send_param_of_an_association_is_read_by_its_id),
		PEERS_TEST_KINDS(default_sndinfo_of_an_association_is_read_by_its_id),
		PEERS_TEST_KINDS(the_context_of_an_association_comes_with_its_messages),
		PEERS_TEST_KIND(an_option_set_for_one_association_is_read_back_for_that_one_alone, 2, "ipv4"),
		PEERS_TEST_KIND(an_option_set_for_one_association_is_read_back_for_that_one_alone, 3, "ipv6"),
		PEERS_TEST_KIND(a_one_to_one_socket_ignores_the_id, 0, "ipv4"),
		PEERS_TEST_KIND(a_one_to_one_socket_ignores_the_id, 1, "ipv6"),
		PEERS_TEST_KIND(an_event_is_subscribed_for_one_association, 2, "ipv4"),
		PEERS_TEST_KIND(an_event_is_subscribed_for_one_association, 3, "ipv6"),
		PEERS_TEST_KIND(the_statistics_are_the_associations, 2, "ipv4"),
		PEERS_TEST_KIND(the_statistics_are_the_associations, 3, "ipv6"),
		PEERS_TEST_KINDS(status_describes_the_association),
		PEERS_TEST_KINDS(status_tells_what_waits_for_the_peer),
		PEERS_TEST_KINDS(peer_addr_info_finds_an_address_with_and_without_the_id),
		PEERS_TEST_KIND(peer_addr_info_of_another_associations_address_fails, 2, "ipv4"),
		PEERS_TEST_KIND(peer_addr_info_of_another_associations_address_fails, 3, "ipv6"),
		PEERS_TEST_KIND(the_list_of_association_ids_has_all, 2, "ipv4"),
		PEERS_TEST_KIND(the_list_of_association_ids_has_all, 3, "ipv6"),
		PEERS_TEST_KINDS(peer_addr_params_of_152_and_156_bytes_are_read_and_set),
		PEERS_TEST_KINDS(events_of_every_size_are_read_and_set),
		PEERS_TEST_KINDS(events_are_not_touched_by_the_id),
	};

	return peers_main(tests);
}
