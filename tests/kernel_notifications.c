/* SPDX-License-Identifier: MIT
 * tests/kernel: --sysctl net.sctp.auth_enable=1 --sysctl net.sctp.addip_enable=1
 * tests/kernel: --sysctl net.sctp.reconf_enable=1 --sysctl net.sctp.intl_enable=1
 * tests/kernel: --dummy d0=192.0.2.1/24,192.0.2.2/24,2001:db8::1/64,2001:db8::2/64
 * tests/kernel: --dummy d1=198.51.100.1/24,198.51.100.2/24,2001:db8:1::1/64,2001:db8:1::2/64
 *
 * Every notification of RFC 6458 section 6.1, RFC 6525 section 6.1 and RFC 7829 section 7.1 that Linux has,
 * made to happen and read with sctp_recvmsg() and sctp_recvv(), on one-to-one and one-to-many sockets. What
 * no well-behaved end sends (an end that forgets its association, an unknown chunk) comes from a raw socket.
 */
#include "tests/peers.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>

/* How the end of a test that gets notifications is made and read. */
struct reader {
	int domain, type;
	bool recvv;
};

static const struct reader readers[] = {
	{ AF_INET, SOCK_STREAM, false },
	{ AF_INET6, SOCK_SEQPACKET, false },
	{ AF_INET6, SOCK_STREAM, true },
	{ AF_INET, SOCK_SEQPACKET, true },
};

/* clang-format off */
#define TEST_READER(name, index, words, teardown)                                                            \
	{ #name "_" words, name, peers_setup, teardown, (void *)&readers[index] }
#define TEST_READERS_TEARDOWN(name, teardown)                                                                \
	TEST_READER(name, 0, "recvmsg_one_to_one", teardown),                                                \
		TEST_READER(name, 1, "recvmsg_one_to_many", teardown),                                       \
		TEST_READER(name, 2, "recvv_one_to_one", teardown),                                          \
		TEST_READER(name, 3, "recvv_one_to_many", teardown)
#define TEST_READERS(name) TEST_READERS_TEARDOWN(name, peers_teardown)
/* clang-format on */

#define CLIENT(reader) ((reader)->domain == AF_INET ? "192.0.2.1 198.51.100.1" : "2001:db8::1 2001:db8:1::1")
#define SERVER(reader) ((reader)->domain == AF_INET ? "192.0.2.2 198.51.100.2" : "2001:db8::2 2001:db8:1::2")

/* ---- reading ---- */

/* One call of the function, which has ancillary data neither asked for nor got. */
static size_t read_some(const struct reader *reader, int fd, char *buffer, size_t room, struct sockaddr *from,
			socklen_t *fromlen, int *flags)
{
	struct iovec iov[] = { { buffer, room / 3 }, { buffer + room / 3, room - room / 3 } };
	/* nothing is known of a message; a notification leaves it as it was, as with lksctp-tools' library */
	const struct sctp_sndrcvinfo none = { 0 }, last = { .sinfo_stream = 7, .sinfo_assoc_id = 9 };
	struct sctp_sndrcvinfo sinfo = last;
	struct sctp_recvv_rn rn;
	socklen_t infolen = sizeof(rn);
	unsigned int infotype = 77;
	int size;

	*flags = 0;
	peers_await(fd, POLLIN);
	if (reader->recvv) {
		size = peers_ok(sctp_recvv(fd, iov, 2, from, fromlen, &rn, &infolen, &infotype, flags));
		assert_int_equal(infotype, SCTP_RECVV_NOINFO);
		assert_int_equal(infolen, 0);
	} else {
		size = peers_ok(sctp_recvmsg(fd, buffer, room, from, fromlen, &sinfo, flags));
		assert_memory_equal(&sinfo, *flags & MSG_NOTIFICATION ? &last : &none, sizeof(sinfo));
	}
	return (size_t)size;
}

/* Wait for a notification of that type and check what all have. It comes from there if that is not NULL. */
static size_t read_event(const struct reader *reader, int fd, int type, const union peers_addr *from,
			 union peers_event *event)
{
	for (;;) {
		union peers_addr source;
		socklen_t source_size = sizeof(source);
		size_t size;
		int flags;

		memset(&source, 0, sizeof(source));
		size = read_some(reader, fd, event->bytes, sizeof(event->bytes), &source.sa, &source_size,
				 &flags);
		if (size == 0)
			fail_msg("the association ended before notification %#x came", (unsigned int)type);
		if (!(flags & MSG_NOTIFICATION))
			continue;
		assert_int_equal(flags, MSG_NOTIFICATION | MSG_EOR); /* 6 */
		assert_in_range(size, sizeof(event->n.sn_header), sizeof(event->bytes) - 1);
		assert_int_equal(event->n.sn_header.sn_length, size);
		if (event->n.sn_header.sn_type != type)
			continue;
		if (from) {
			assert_int_equal(source_size, peers_addr_size(from));
			assert_true(peers_addr_same(&source, from));
		}
		return size;
	}
}

/* The same where its length is that of its structure. */
#define read_event_of(reader, fd, type, from, event, member)                                                 \
	assert_int_equal(read_event(reader, fd, type, from, event), sizeof((event)->n.member))

/* Wait for the association's change to that state. Returns the length. */
static size_t read_state(const struct reader *reader, int fd, int state, union peers_event *event)
{
	size_t size;

	do
		size = read_event(reader, fd, SCTP_ASSOC_CHANGE, NULL, event);
	while (event->n.sn_assoc_change.sac_state != state);
	assert_int_equal(event->n.sn_assoc_change.sac_flags, 0);
	return size;
}

/* ---- ends ---- */

static void make(struct peers *p, const struct reader *reader)
{
	peers_make(p, reader->domain, reader->type, peers_loopback(reader->domain),
		   peers_loopback(reader->domain));
}

/* End the association with an ABORT from the server, which closes a one-to-one socket. */
static void abort_from_server(const struct peers *p, const char *reason)
{
	if (p->type == SOCK_STREAM) {
		struct linger linger = { .l_onoff = 1 };

		peers_ok(setsockopt(p->server, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
		peers_close(p->server);
	} else {
		struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT, .snd_assoc_id = p->server_id };
		struct iovec iov = { (void *)reason, strlen(reason) };

		peers_ok(sctp_sendv(p->server, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
	}
}

/* End it with a SHUTDOWN from the server. */
static void shut_down_from_server(const struct peers *p)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF, .snd_assoc_id = p->server_id };

	if (p->type == SOCK_STREAM)
		peers_ok(shutdown(p->server, SHUT_WR));
	else
		peers_ok(sctp_sendv(p->server, NULL, 0, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
}

static void set_assoc_value(int fd, int option, sctp_assoc_t id, uint32_t value)
{
	struct sctp_assoc_value set = { id, value };

	peers_ok(setsockopt(fd, IPPROTO_SCTP, option, &set, sizeof(set)));
}

/* ---- packets from elsewhere: a raw socket on 127.0.0.1 that has seen the association's setup ---- */

struct forger {
	int raw;
	in_port_t client_port, server_port;
	uint32_t client_tag, server_tag; /* as on the wire */
};

enum {
	CHUNK_INIT = 1,
	CHUNK_INIT_ACK = 2,
	CHUNK_ABORT = 6,
	CAUSE_UNRECOGNIZED_CHUNK = 6,
	CAUSE_USER_ABORT = 12
};

/* RFC 9260 appendix A. */
static uint32_t crc32c(const unsigned char *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	while (size--) {
		crc ^= *data++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
	}
	return ~crc;
}

static void forger_listen(struct forger *f)
{
	struct sockaddr_in any = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	f->raw = peers_keep(peers_ok(socket(AF_INET, SOCK_RAW, IPPROTO_SCTP)));
	peers_ok(bind(f->raw, (struct sockaddr *)&any, sizeof(any)));
}

/* Read the INIT and INIT ACK that have gone by: each holds the tag of packets to its sender. */
static void forger_learn(struct forger *f)
{
	unsigned char packet[2048];
	bool client = false, server = false;

	memset(packet, 0, sizeof(packet));
	while (!client || !server) {
		const unsigned char *sctp;
		uint32_t *tag;

		peers_await(f->raw, POLLIN);
		peers_ok(recv(f->raw, packet, sizeof(packet), 0));
		sctp = packet + (packet[0] & 0xf) * 4;
		if (sctp[12] == CHUNK_INIT) {
			memcpy(&f->client_port, sctp, 2);
			memcpy(&f->server_port, sctp + 2, 2);
			tag = &f->client_tag;
			client = true;
		} else if (sctp[12] == CHUNK_INIT_ACK) {
			tag = &f->server_tag;
			server = true;
		} else {
			continue;
		}
		memcpy(tag, sctp + 16, 4);
	}
}

/* Send a packet of one chunk to the client, as if from the server, or the other way. */
static void forger_send(const struct forger *f, bool to_client, const void *chunk, size_t size)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	unsigned char packet[256] = { 0 };
	uint32_t crc;

	assert_in_range(size, 4, sizeof(packet) - 12);
	memcpy(packet, to_client ? &f->server_port : &f->client_port, 2);
	memcpy(packet + 2, to_client ? &f->client_port : &f->server_port, 2);
	memcpy(packet + 4, to_client ? &f->client_tag : &f->server_tag, 4);
	memcpy(packet + 12, chunk, size);
	crc = crc32c(packet, 12 + size);
	memcpy(packet + 8, &(uint32_t){ htole32(crc) }, 4);
	peers_ok(sendto(f->raw, packet, 12 + size, 0, (struct sockaddr *)&to, sizeof(to)));
}

/* ---- SCTP_ASSOC_CHANGE: 6.1.1 ---- */

static void comm_up_tells_both_ends_their_streams(void **state)
{
	const struct reader *reader = *state;
	struct sctp_initmsg client = { .sinit_num_ostreams = 5, .sinit_max_instreams = 7 };
	struct sctp_initmsg server = { .sinit_num_ostreams = 6, .sinit_max_instreams = 4 };
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_INITMSG, &client, sizeof(client)));
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_INITMSG, &server, sizeof(server)));
	peers_subscribe(p.client, SCTP_ASSOC_CHANGE, true);
	peers_subscribe(p.listener, SCTP_ASSOC_CHANGE, true);
	peers_join(&p);

	read_event_of(reader, p.client, SCTP_ASSOC_CHANGE, &p.server_addr, &event, sn_assoc_change);
	assert_int_equal(event.assoc.sac_state, SCTP_COMM_UP);
	assert_int_equal(event.assoc.sac_error, 0);
	assert_int_equal(event.assoc.sac_outbound_streams, 4);
	assert_int_equal(event.assoc.sac_inbound_streams, 6);
	assert_int_equal(event.assoc.sac_assoc_id, p.client_id);

	read_event_of(reader, p.server, SCTP_ASSOC_CHANGE, &p.client_addr, &event, sn_assoc_change);
	assert_int_equal(event.assoc.sac_state, SCTP_COMM_UP);
	assert_int_equal(event.assoc.sac_outbound_streams, 6);
	assert_int_equal(event.assoc.sac_inbound_streams, 4);
	assert_int_equal(event.assoc.sac_assoc_id, p.server_id);
}

static void comm_lost_tells_why_the_peer_aborted(void **state)
{
	const struct reader *reader = *state;
	const char *reason = reader->type == SOCK_STREAM ? "" : "tired";
	const unsigned char cause[] = { 0, CAUSE_USER_ABORT, 0, (unsigned char)(4 + strlen(reason)) };
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_subscribe(p.client, SCTP_ASSOC_CHANGE, true);
	peers_join(&p);
	abort_from_server(&p, reason);
	assert_int_equal(read_state(reader, p.client, SCTP_COMM_LOST, &event),
			 sizeof(event.assoc) + sizeof(cause) + strlen(reason));
	assert_int_equal(ntohs(event.assoc.sac_error), CAUSE_USER_ABORT); /* Linux: in network byte order */
	assert_int_equal(event.assoc.sac_assoc_id, p.client_id);
	/* Linux: without the chunk's header */
	assert_memory_equal(event.assoc.sac_info, cause, sizeof(cause));
	assert_memory_equal(event.assoc.sac_info + sizeof(cause), reason, strlen(reason));
}

static void comm_lost_comes_at_the_end_that_aborts_too(void **state)
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_subscribe(p.listener, SCTP_ASSOC_CHANGE, true);
	peers_join(&p);
	abort_from_server(&p, "mine");
	assert_int_equal(read_state(reader, p.server, SCTP_COMM_LOST, &event), sizeof(event.assoc));
	assert_int_equal(event.assoc.sac_assoc_id, p.server_id);
}

static void restart_comes_where_a_peer_that_forgot_sets_up_again(void **state)
{
	static const unsigned char abort_chunk[] = { CHUNK_ABORT, 0, 0, 4 };
	struct reader reader = *(const struct reader *)*state;
	struct forger forger;
	union peers_event event;
	struct peers p;
	int again;

	reader.domain = AF_INET;
	forger_listen(&forger);
	make(&p, &reader);
	peers_subscribe(p.client, SCTP_ASSOC_CHANGE, true);
	peers_subscribe(p.listener, SCTP_ASSOC_CHANGE, true);
	peers_join(&p);
	forger_learn(&forger);
	forger_send(&forger, true, abort_chunk, sizeof(abort_chunk)); /* the server knows nothing of it */
	assert_int_equal(read_state(&reader, p.client, SCTP_COMM_LOST, &event), sizeof(event.assoc));
	assert_int_equal(event.assoc.sac_error, 0);

	again = p.client;
	if (reader.type == SOCK_STREAM) {
		peers_close(p.client);
		again = peers_socket(AF_INET, reader.type);
		peers_bind(again, "127.0.0.1", ntohs(p.client_addr.v4.sin_port));
	}
	peers_ok(connect(again, &p.server_addr.sa, peers_addr_size(&p.server_addr)));
	assert_int_equal(read_state(&reader, p.server, SCTP_RESTART, &event), sizeof(event.assoc));
	assert_int_equal(event.assoc.sac_assoc_id, p.server_id); /* which lives on */
	assert_int_equal(event.assoc.sac_outbound_streams, 10);
	peers_send(again, peers_id(again, &p.server_addr), 0, "anew", 4);
	peers_expect(p.server, "anew", 4);
}

static void shutdown_comp_comes_at_both_ends_after_a_shutdown(void **state)
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_subscribe(p.client, SCTP_ASSOC_CHANGE, true);
	peers_subscribe(p.listener, SCTP_ASSOC_CHANGE, true);
	peers_join(&p);
	shut_down_from_server(&p);
	assert_int_equal(read_state(reader, p.client, SCTP_SHUTDOWN_COMP, &event), sizeof(event.assoc));
	assert_int_equal(event.assoc.sac_error, 0);
	assert_int_equal(event.assoc.sac_assoc_id, p.client_id);
	assert_int_equal(read_state(reader, p.server, SCTP_SHUTDOWN_COMP, &event), sizeof(event.assoc));
	assert_int_equal(event.assoc.sac_assoc_id, p.server_id);
}

static void cant_str_assoc_comes_where_nobody_listens(void **state)
{
	const struct reader *reader = *state;
	int fd = peers_socket(reader->domain, reader->type);
	union peers_addr nobody = peers_addr(peers_loopback(reader->domain), 9);
	union peers_event event;

	peers_subscribe(fd, SCTP_ASSOC_CHANGE, true);
	peers_fails(connect(fd, &nobody.sa, peers_addr_size(&nobody)), ECONNREFUSED);
	read_event_of(reader, fd, SCTP_ASSOC_CHANGE, &nobody, &event, sn_assoc_change);
	assert_int_equal(event.assoc.sac_state, SCTP_CANT_STR_ASSOC);
	assert_int_equal(event.assoc.sac_assoc_id, 0);
	assert_int_equal(event.assoc.sac_outbound_streams, 0);
}

static void cant_str_assoc_comes_where_nobody_answers(void **state)
{
	const struct reader *reader = *state;
	int fd = peers_socket(reader->domain, reader->type);
	struct sctp_initmsg init = { .sinit_max_attempts = 1, .sinit_max_init_timeo = 50 };
	union peers_addr nobody = peers_addr(reader->domain == AF_INET ? "192.0.2.77" : "2001:db8::77", 9);
	union peers_event event;

	peers_hurry(fd);
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &init, sizeof(init)));
	peers_subscribe(fd, SCTP_ASSOC_CHANGE, true);
	peers_fails(connect(fd, &nobody.sa, peers_addr_size(&nobody)), ETIMEDOUT);
	read_event_of(reader, fd, SCTP_ASSOC_CHANGE, &nobody, &event, sn_assoc_change);
	assert_int_equal(event.assoc.sac_state, SCTP_CANT_STR_ASSOC);
}

/* ---- SCTP_PEER_ADDR_CHANGE: 6.1.2, RFC 5061, RFC 7829 ---- */

static void read_address(const struct reader *reader, int fd, sctp_assoc_t id, int state,
			 const union peers_addr *addr)
{
	union peers_event event;
	union peers_addr changed;

	do
		read_event_of(reader, fd, SCTP_PEER_ADDR_CHANGE, NULL, &event, sn_paddr_change);
	while (event.paddr.spc_state != state);
	assert_int_equal(sizeof(event.paddr), 148); /* packed, as <linux/sctp.h> has it */
	assert_int_equal(event.paddr.spc_flags, 0);
	assert_int_equal(event.paddr.spc_assoc_id, id);
	memcpy(&changed, &event.paddr.spc_aaddr, sizeof(changed));
	assert_true(peers_addr_same(&changed, addr));
	if (state == SCTP_ADDR_AVAILABLE)
		assert_int_equal(event.paddr.spc_error, SCTP_HEARTBEAT_SUCCESS);
}

static union peers_addr second_addr(const char *texts, int fd)
{
	return peers_addr(strchr(texts, ' ') + 1, peers_port(fd));
}

static void a_second_address_is_confirmed(void **state)
{
	const struct reader *reader = *state;
	union peers_addr second;
	struct peers p;

	peers_make(&p, reader->domain, reader->type, CLIENT(reader), SERVER(reader));
	peers_hurry(p.client);
	peers_subscribe(p.client, SCTP_PEER_ADDR_CHANGE, true);
	peers_join(&p);
	second = second_addr(SERVER(reader), p.listener);
	read_address(reader, p.client, p.client_id, SCTP_ADDR_CONFIRMED, &second);
}

static void addresses_are_added_made_primary_and_removed(void **state)
{
	const struct reader *reader = *state;
	struct sctp_setpeerprim primary;
	union peers_addr second;
	struct peers p;
	char first[32];

	sscanf(CLIENT(reader), "%31s", first);
	peers_make(&p, reader->domain, reader->type, first, SERVER(reader));
	peers_subscribe(p.listener, SCTP_PEER_ADDR_CHANGE, true);
	peers_join(&p);
	second = second_addr(CLIENT(reader), p.client);
	peers_ok(sctp_bindx(p.client, &second.sa, 1, SCTP_BINDX_ADD_ADDR));
	read_address(reader, p.server, p.server_id, SCTP_ADDR_ADDED, &second);
	read_address(reader, p.server, p.server_id, SCTP_ADDR_CONFIRMED, &second);

	memset(&primary, 0, sizeof(primary));
	primary.sspp_assoc_id = p.client_id;
	memcpy(&primary.sspp_addr, &second, peers_addr_size(&second));
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_SET_PEER_PRIMARY_ADDR, &primary, sizeof(primary)));
	read_address(reader, p.server, p.server_id, SCTP_ADDR_MADE_PRIM, &second);

	peers_ok(sctp_bindx(p.client, &p.client_addr.sa, 1, SCTP_BINDX_REM_ADDR));
	read_address(reader, p.server, p.server_id, SCTP_ADDR_REMOVED, &p.client_addr);
}

static int restore_addresses(void **state)
{
	peers_teardown(state);
	return system("ip address replace 198.51.100.2/24 dev d1");
}

static void an_address_fails_and_comes_back(void **state)
{
	const struct reader *reader = *state;
	struct sctp_paddrthlds thresholds;
	/* Linux keeps its IPv6 route when that is back */
	union peers_addr second = peers_addr("198.51.100.2", 0);
	struct peers p;

	peers_make(&p, reader->domain, reader->type, "192.0.2.1 198.51.100.1", "192.0.2.2 198.51.100.2");
	peers_hurry(p.client);
	memset(&thresholds, 0, sizeof(thresholds));
	thresholds.spt_pathmaxrxt = 3; /* failed after 4 timeouts, potentially failed after 1 */
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_PEER_ADDR_THLDS, &thresholds, sizeof(thresholds)));
	/* 2: enabled */
	set_assoc_value(p.client, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, SCTP_FUTURE_ASSOC, 2);
	peers_subscribe(p.client, SCTP_PEER_ADDR_CHANGE, true);
	peers_join(&p);
	second.v4.sin_port = p.server_addr.v4.sin_port;
	read_address(reader, p.client, p.client_id, SCTP_ADDR_CONFIRMED, &second);
	peers_command("ip address del 198.51.100.2/24 dev d1");
	read_address(reader, p.client, p.client_id, SCTP_ADDR_POTENTIALLY_FAILED, &second); /* RFC 7829 7.1 */
	read_address(reader, p.client, p.client_id, SCTP_ADDR_UNREACHABLE, &second);
	peers_command("ip address add 198.51.100.2/24 dev d1");
	read_address(reader, p.client, p.client_id, SCTP_ADDR_AVAILABLE, &second);
}

/* ---- SCTP_REMOTE_ERROR: 6.1.3 ---- */

static void remote_error_holds_what_the_peer_did_not_understand(void **state)
{
	/* 11......: report */
	static const unsigned char unknown_chunk[] = { 0xfe, 0, 0, 8, 'w', 'h', 'a', 't' };
	struct reader reader = *(const struct reader *)*state;
	const struct sctp_remote_error *error;
	struct forger forger;
	union peers_event event;
	struct peers p;

	reader.domain = AF_INET;
	forger_listen(&forger);
	make(&p, &reader);
	peers_subscribe(p.client, SCTP_REMOTE_ERROR, true);
	peers_join(&p);
	forger_learn(&forger);
	/* to the server, which tells the client */
	forger_send(&forger, false, unknown_chunk, sizeof(unknown_chunk));
	assert_int_equal(read_event(&reader, p.client, SCTP_REMOTE_ERROR, &p.server_addr, &event),
			 sizeof(*error) + sizeof(unknown_chunk));
	error = &event.n.sn_remote_error;
	assert_int_equal(error->sre_flags, 0);
	assert_int_equal(ntohs(error->sre_error), CAUSE_UNRECOGNIZED_CHUNK);
	assert_int_equal(error->sre_assoc_id, p.client_id);
	/* Linux: the cause's value, without its header and the chunk's */
	assert_memory_equal(error->sre_data, unknown_chunk, sizeof(unknown_chunk));
}

/* ---- SCTP_SEND_FAILED, SCTP_SEND_FAILED_EVENT: 6.1.4, 6.1.11 ---- */

/* Send so that the message can be told in a notification. */
static void send_marked(const struct peers *p, const void *data, size_t size, uint32_t mark)
{
	struct sctp_sndinfo info = {
		.snd_sid = 3, .snd_ppid = htonl(mark), .snd_context = mark, .snd_assoc_id = p->client_id
	};
	struct iovec iov = { (void *)data, size };

	peers_ok(sctp_sendv(p->client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
}

/* A client with messages 77 and 78 waiting, for which the server has no room, when the server aborts. */
static void lose_messages(struct peers *p, const struct reader *reader, const int *types, int count)
{
	int rcvbuf = 1;

	make(p, reader);
	peers_ok(setsockopt(p->listener, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof(rcvbuf)));
	peers_join(p);
	peers_fill(p);
	for (int i = 0; i < count; i++)
		peers_subscribe(p->client, types[i], true);
	send_marked(p, "lost", 4, 77);
	send_marked(p, "lost", 4, 78);
	abort_from_server(p, "");
}

static void send_failed_returns_what_the_peer_had_no_room_for(void **state)
{
	const struct reader *reader = *state;
	static const int type = SCTP_SEND_FAILED;
	const struct sctp_send_failed *failed;
	union peers_event event;
	struct peers p;

	lose_messages(&p, reader, &type, 1);
	failed = &event.n.sn_send_failed;
	for (uint32_t mark = 77; mark <= 78;) {
		size_t size = read_event(reader, p.client, SCTP_SEND_FAILED, &p.server_addr, &event);

		assert_int_equal(failed->ssf_assoc_id, p.client_id);
		assert_int_equal(failed->ssf_info.sinfo_assoc_id, p.client_id);
		/* Linux: network byte order */
		assert_int_equal(ntohs((uint16_t)failed->ssf_error), CAUSE_USER_ABORT);
		if (failed->ssf_info.sinfo_context == 0)
			continue; /* what filled the window */
		assert_int_equal(size, sizeof(*failed) + 4);
		assert_memory_equal(failed->ssf_data, "lost", 4);
		assert_int_equal(failed->ssf_flags, SCTP_DATA_UNSENT);
		assert_int_equal(failed->ssf_info.sinfo_context, mark);
		assert_int_equal(failed->ssf_info.sinfo_ppid, htonl(mark));
		assert_int_equal(failed->ssf_info.sinfo_stream, 3);
		mark++;
	}
}

static void send_failed_event_returns_what_the_peer_had_no_room_for(void **state)
{
	const struct reader *reader = *state;
	static const int type = SCTP_SEND_FAILED_EVENT;
	const struct sctp_send_failed_event *failed;
	union peers_event event;
	struct peers p;

	lose_messages(&p, reader, &type, 1);
	failed = &event.n.sn_send_failed_event;
	for (uint32_t mark = 77; mark <= 78;) { /* by the names of the RFC */
		size_t size = read_event(reader, p.client, SCTP_SEND_FAILED_EVENT, &p.server_addr, &event);

		assert_int_equal(failed->ssfe_type, SCTP_SEND_FAILED_EVENT);
		assert_int_equal(failed->ssfe_length, size);
		assert_int_equal(failed->ssfe_assoc_id, p.client_id);
		assert_int_equal(failed->ssfe_info.snd_assoc_id, p.client_id);
		assert_int_equal(ntohs((uint16_t)failed->ssfe_error), CAUSE_USER_ABORT);
		if (failed->ssfe_info.snd_context == 0)
			continue; /* what filled the window */
		assert_int_equal(size, sizeof(*failed) + 4);
		assert_memory_equal(failed->ssfe_data, "lost", 4);
		assert_int_equal(failed->ssfe_flags, SCTP_DATA_UNSENT);
		assert_int_equal(failed->ssfe_info.snd_context, mark);
		assert_int_equal(failed->ssfe_info.snd_ppid, htonl(mark));
		assert_int_equal(failed->ssfe_info.snd_sid, 3);
		assert_int_equal(failed->ssfe_info.snd_flags, SCTP_DATA_NOT_FRAG);
		mark++;
	}
}

static void send_failed_comes_in_both_forms_if_both_are_asked_for(void **state) /* facts section 4 */
{
	const struct reader *reader = *state;
	static const int types[] = { SCTP_SEND_FAILED, SCTP_SEND_FAILED_EVENT };
	union peers_event event;
	struct peers p;

	lose_messages(&p, reader, types, 2);
	do
		read_event(reader, p.client, SCTP_SEND_FAILED, NULL, &event);
	while (event.n.sn_send_failed.ssf_info.sinfo_context != 78);
	read_event(reader, p.client, SCTP_SEND_FAILED_EVENT, NULL, &event);
	assert_int_equal(event.n.sn_send_failed_event.ssfe_info.snd_context, 78);
}

/* A message whose acknowledgement is delayed for half a second when the server aborts. */
static void send_failed_event_of_what_went_out_says_sent(void **state)
{
	const struct reader *reader = *state;
	struct sctp_sack_info sack = { .sack_delay = 500, .sack_freq = 2 };
	const struct sctp_send_failed_event *failed;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_DELAYED_SACK, &sack, sizeof(sack)));
	peers_join(&p);
	peers_subscribe(p.client, SCTP_SENDER_DRY_EVENT, true);
	peers_send(p.client, p.client_id, 0, "first", 5); /* Linux acknowledges the first at once */
	peers_event(p.client, SCTP_SENDER_DRY_EVENT, &event);
	peers_subscribe(p.client, SCTP_SEND_FAILED_EVENT, true);
	send_marked(&p, "sent", 4, 77);
	abort_from_server(&p, "");
	failed = &event.n.sn_send_failed_event;
	assert_int_equal(read_event(reader, p.client, SCTP_SEND_FAILED_EVENT, &p.server_addr, &event),
			 sizeof(*failed) + 4);
	assert_int_equal(failed->ssfe_flags, SCTP_DATA_SENT);
	assert_int_equal(failed->ssfe_info.snd_context, 77);
}

static void send_failed_event_of_a_fragmented_message_tells_its_parts_apart(void **state)
{
	const struct reader *reader = *state;
	/* 2: the DATA chunk's bit B, RFC 9260 3.3.1 */
	static const int wanted[] = { 2, 0, SCTP_DATA_LAST_FRAG };
	char message[1300];
	size_t got = 0;
	union peers_event event;
	struct peers p;
	int rcvbuf = 1;

	memset(message, 'm', sizeof(message));
	make(&p, reader);
	set_assoc_value(p.client, SCTP_MAXSEG, SCTP_FUTURE_ASSOC, 500);
	peers_ok(setsockopt(p.listener, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof(rcvbuf)));
	peers_join(&p);
	peers_subscribe(p.client, SCTP_SEND_FAILED_EVENT, true);
	for (uint32_t i = 0; i < 20; i++)
		send_marked(&p, message, sizeof(message), i);
	abort_from_server(&p, "");
	for (int i = 0; i < 3;) {
		const struct sctp_send_failed_event *failed = &event.n.sn_send_failed_event;
		size_t size = read_event(reader, p.client, SCTP_SEND_FAILED_EVENT, NULL, &event);

		if (failed->ssfe_info.snd_context != 19)
			continue;
		assert_int_equal(failed->ssfe_flags, SCTP_DATA_UNSENT);
		assert_int_equal(failed->ssfe_info.snd_flags, wanted[i]);
		got += size - sizeof(*failed);
		i++;
	}
	assert_int_equal(got, sizeof(message));
}

/* ---- the others of section 6.1 ---- */

static void shutdown_event_comes_when_the_peer_shuts_down(void **state) /* 6.1.5 */
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_subscribe(p.client, SCTP_SHUTDOWN_EVENT, true);
	peers_join(&p);
	shut_down_from_server(&p);
	read_event_of(reader, p.client, SCTP_SHUTDOWN_EVENT, &p.server_addr, &event, sn_shutdown_event);
	assert_int_equal(event.n.sn_shutdown_event.sse_flags, 0);
	assert_int_equal(event.n.sn_shutdown_event.sse_assoc_id, p.client_id);
}

static void adaptation_indication_tells_what_the_peer_set(void **state) /* 6.1.6 */
{
	const struct reader *reader = *state;
	struct sctp_setadaptation adaptation = { 0x11223344 };
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_ADAPTATION_LAYER, &adaptation, sizeof(adaptation)));
	peers_subscribe(p.listener, SCTP_ADAPTATION_INDICATION, true);
	peers_join(&p);
	read_event_of(reader, p.server, SCTP_ADAPTATION_INDICATION, &p.client_addr, &event,
		      sn_adaptation_event);
	assert_int_equal(event.n.sn_adaptation_event.sai_adaptation_ind, 0x11223344);
	assert_int_equal(event.n.sn_adaptation_event.sai_assoc_id, p.server_id);
}

/* Read the beginning of message number 1 of stream 3; its sender aborts; wait for what is said of that. */
static void abort_partial_delivery(const struct reader *reader, bool interleaving,
				   struct sctp_pdapi_event *pdapi)
{
	static char message[100000], part[4096];
	struct linger linger = { .l_onoff = 1 };
	int on = 1, point = 2000, rcvbuf = 8192, flags;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_PARTIAL_DELIVERY_POINT, &point, sizeof(point)));
	peers_subscribe(p.listener, SCTP_PARTIAL_DELIVERY_EVENT, true);
	set_assoc_value(p.client, SCTP_MAXSEG, SCTP_FUTURE_ASSOC, 1000);
	for (int end = 0; interleaving && end < 2; end++) {
		int fd = end ? p.listener : p.client;

		peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_FRAGMENT_INTERLEAVE, &on, sizeof(on)));
		set_assoc_value(fd, SCTP_INTERLEAVING_SUPPORTED, SCTP_FUTURE_ASSOC, 1);
	}
	peers_join(&p);
	peers_ok(setsockopt(p.client, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
	peers_ok(setsockopt(p.server, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof(rcvbuf)));
	peers_send(p.client, p.client_id, 3, "number 0", 8);
	peers_expect(p.server, "number 0", 8);
	peers_send(p.client, p.client_id, 3, message, sizeof(message));
	read_some(reader, p.server, part, sizeof(part), NULL, NULL, &flags);
	assert_int_equal(flags, 0); /* neither a notification nor the end of the message */
	peers_close(p.client);
	read_event_of(reader, p.server, SCTP_PARTIAL_DELIVERY_EVENT, &p.client_addr, &event, sn_pdapi_event);
	*pdapi = event.n.sn_pdapi_event;
	assert_int_equal(pdapi->pdapi_indication, SCTP_PARTIAL_DELIVERY_ABORTED);
	assert_int_equal(pdapi->pdapi_assoc_id, p.server_id);
}

static void partial_delivery_that_is_aborted_says_so(void **state) /* 6.1.7 */
{
	struct sctp_pdapi_event pdapi;

	/* Linux tells neither stream nor number without I-DATA */
	abort_partial_delivery(*state, false, &pdapi);
}

static void partial_delivery_of_an_interleaved_message_names_it(void **state) /* 6.1.7, RFC 8260 */
{
	struct sctp_pdapi_event pdapi;

	abort_partial_delivery(*state, true, &pdapi);
	assert_int_equal(pdapi.pdapi_stream, 3);
	assert_int_equal(pdapi.pdapi_seq, 1);
}

static void sender_dry_event_comes_when_all_is_acknowledged(void **state) /* 6.1.9 */
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_join(&p);
	peers_subscribe(p.client, SCTP_SENDER_DRY_EVENT, true);
	peers_send(p.client, p.client_id, 0, "all", 3);
	read_event_of(reader, p.client, SCTP_SENDER_DRY_EVENT, &p.server_addr, &event, sn_sender_dry_event);
	assert_int_equal(event.n.sn_sender_dry_event.sender_dry_flags, 0);
	assert_int_equal(event.n.sn_sender_dry_event.sender_dry_assoc_id, p.client_id);
}

static void sender_dry_event_comes_at_once_where_nothing_is_to_be_sent(void **state) /* 6.1.9 */
{
	const struct reader *reader = *state;
	struct sctp_event subscription;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	peers_join(&p);
	memset(&subscription, 0, sizeof(subscription));
	subscription.se_assoc_id = p.client_id;
	subscription.se_type = SCTP_SENDER_DRY_EVENT;
	subscription.se_on = 1;
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_EVENT, &subscription, sizeof(subscription)));
	read_event_of(reader, p.client, SCTP_SENDER_DRY_EVENT, &p.server_addr, &event, sn_sender_dry_event);
	assert_int_equal(event.n.sn_sender_dry_event.sender_dry_assoc_id, p.client_id);
}

/* ---- SCTP_AUTHENTICATION_EVENT: 6.1.8 ---- */

/* Both ends: DATA chunks are to be authenticated, and key 1 is known. */
static void authenticate(int fd)
{
	struct sctp_authchunk chunk = { 0 }; /* DATA */
	union {
		struct sctp_authkey fixed;
		char bytes[sizeof(struct sctp_authkey) + 6];
	} key = { .fixed = { .sca_keynumber = 1, .sca_keylength = 6 } };

	memcpy(key.fixed.sca_key, "secret", 6);
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_AUTH_CHUNK, &chunk, sizeof(chunk)));
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_AUTH_KEY, &key, sizeof(key)));
}

static int set_key(int option, int fd, sctp_assoc_t id, int number)
{
	struct sctp_authkeyid key;

	memset(&key, 0, sizeof(key));
	key.scact_assoc_id = id;
	key.scact_keynumber = (uint16_t)number;
	return setsockopt(fd, IPPROTO_SCTP, option, &key, sizeof(key));
}

static void new_key_is_told_where_the_peer_uses_another(void **state)
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	authenticate(p.client);
	authenticate(p.listener);
	peers_subscribe(p.listener, SCTP_AUTHENTICATION_EVENT, true);
	peers_join(&p);
	peers_ok(set_key(SCTP_AUTH_ACTIVE_KEY, p.client, p.client_id, 1));
	peers_send(p.client, p.client_id, 0, "sealed", 6);
	read_event_of(reader, p.server, SCTP_AUTHENTICATION_EVENT, &p.client_addr, &event, sn_auth_event);
	assert_int_equal(event.n.sn_auth_event.auth_indication, SCTP_AUTH_NEW_KEY);
	assert_int_equal(event.n.sn_auth_event.auth_keynumber, 1);
	assert_int_equal(event.n.sn_auth_event.auth_assoc_id, p.server_id);
	peers_expect(p.server, "sealed", 6);
}

static void free_key_is_told_when_a_deactivated_key_is_used_no_more(void **state)
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	authenticate(p.client);
	authenticate(p.listener);
	peers_join(&p);
	peers_subscribe(p.client, SCTP_AUTHENTICATION_EVENT, true);
	peers_ok(set_key(SCTP_AUTH_ACTIVE_KEY, p.client, p.client_id, 1));
	peers_send(p.client, p.client_id, 0, "sealed", 6);
	peers_expect(p.server, "sealed", 6);
	peers_ok(set_key(SCTP_AUTH_ACTIVE_KEY, p.client, p.client_id, 0));
	peers_ok(set_key(SCTP_AUTH_DEACTIVATE_KEY, p.client, p.client_id, 1));
	read_event_of(reader, p.client, SCTP_AUTHENTICATION_EVENT, &p.server_addr, &event, sn_auth_event);
	assert_int_equal(event.n.sn_auth_event.auth_indication, SCTP_AUTH_FREE_KEY);
	assert_int_equal(event.n.sn_auth_event.auth_keynumber, 1);
	assert_int_equal(event.n.sn_auth_event.auth_assoc_id, p.client_id);
}

static void no_auth_is_told_where_the_peer_cannot(void **state)
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make(&p, reader);
	set_assoc_value(p.client, SCTP_ASCONF_SUPPORTED, SCTP_FUTURE_ASSOC, 0); /* which needs AUTH */
	set_assoc_value(p.client, SCTP_AUTH_SUPPORTED, SCTP_FUTURE_ASSOC, 0);
	peers_subscribe(p.listener, SCTP_AUTHENTICATION_EVENT, true);
	peers_join(&p);
	read_event_of(reader, p.server, SCTP_AUTHENTICATION_EVENT, &p.client_addr, &event, sn_auth_event);
	assert_int_equal(event.n.sn_auth_event.auth_indication, SCTP_AUTH_NO_AUTH);
	assert_int_equal(event.n.sn_auth_event.auth_assoc_id, p.server_id);
}

/* ---- stream reconfiguration: RFC 6525 6.1 ---- */

static void make_reconfigurable(struct peers *p, const struct reader *reader, uint32_t client,
				uint32_t server)
{
	make(p, reader);
	set_assoc_value(p->client, SCTP_ENABLE_STREAM_RESET, SCTP_FUTURE_ASSOC, client);
	set_assoc_value(p->listener, SCTP_ENABLE_STREAM_RESET, SCTP_FUTURE_ASSOC, server);
	for (int type = SCTP_STREAM_RESET_EVENT; type <= SCTP_STREAM_CHANGE_EVENT; type++) {
		peers_subscribe(p->client, type, true);
		peers_subscribe(p->listener, type, true);
	}
	peers_join(p);
}

static void reset_streams(const struct peers *p, int flags)
{
	static const uint16_t streams[] = { 2, 5 };
	union {
		struct sctp_reset_streams fixed;
		char bytes[sizeof(struct sctp_reset_streams) + sizeof(streams)];
	} option = { .fixed = { .srs_assoc_id = p->client_id,
				.srs_flags = (uint16_t)flags,
				.srs_number_streams = 2 } };

	memcpy(option.fixed.srs_stream_list, streams, sizeof(streams));
	peers_ok(setsockopt(p->client, IPPROTO_SCTP, SCTP_RESET_STREAMS, &option, sizeof(option)));
}

static void read_reset(const struct reader *reader, int fd, sctp_assoc_t id, int flags,
		       const uint16_t *streams, size_t size)
{
	const struct sctp_stream_reset_event *reset;
	union peers_event event;

	reset = &event.n.sn_strreset_event;
	assert_int_equal(read_event(reader, fd, SCTP_STREAM_RESET_EVENT, NULL, &event),
			 sizeof(*reset) + size);
	assert_int_equal(reset->strreset_flags, flags);
	assert_int_equal(reset->strreset_assoc_id, id);
	assert_memory_equal(reset->strreset_stream_list, streams, size);
}

static void stream_reset_of_outgoing_streams_is_told_to_both(void **state)
{
	static const uint16_t streams[] = { 2, 5 };
	const struct reader *reader = *state;
	struct peers p;

	make_reconfigurable(&p, reader, SCTP_ENABLE_STRRESET_MASK, SCTP_ENABLE_STRRESET_MASK);
	reset_streams(&p, SCTP_STREAM_RESET_OUTGOING);
	read_reset(reader, p.server, p.server_id, SCTP_STREAM_RESET_INCOMING_SSN, streams, sizeof(streams));
	read_reset(reader, p.client, p.client_id, SCTP_STREAM_RESET_OUTGOING_SSN, streams, sizeof(streams));
}

static void stream_reset_of_incoming_streams_is_told_to_both(void **state)
{
	static const uint16_t streams[] = { 2, 5 };
	const struct reader *reader = *state;
	struct peers p;

	make_reconfigurable(&p, reader, SCTP_ENABLE_STRRESET_MASK, SCTP_ENABLE_STRRESET_MASK);
	reset_streams(&p, SCTP_STREAM_RESET_INCOMING);
	read_reset(reader, p.client, p.client_id, SCTP_STREAM_RESET_INCOMING_SSN, streams, sizeof(streams));
	read_reset(reader, p.server, p.server_id, SCTP_STREAM_RESET_OUTGOING_SSN, streams, sizeof(streams));
}

static void stream_reset_that_the_peer_does_not_allow_is_denied(void **state)
{
	static const uint16_t streams[] = { 2, 5 };
	const struct reader *reader = *state;
	struct peers p;

	make_reconfigurable(&p, reader, SCTP_ENABLE_STRRESET_MASK, 0);
	reset_streams(&p, SCTP_STREAM_RESET_INCOMING);
	read_reset(reader, p.client, p.client_id, SCTP_STREAM_RESET_INCOMING_SSN | SCTP_STREAM_RESET_DENIED,
		   streams, sizeof(streams));
}

static void assoc_reset_tells_both_the_new_tsns(void **state)
{
	const struct reader *reader = *state;
	struct sctp_assoc_reset_event client;
	union peers_event event;
	struct peers p;

	make_reconfigurable(&p, reader, SCTP_ENABLE_STRRESET_MASK, SCTP_ENABLE_STRRESET_MASK);
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_RESET_ASSOC, &p.client_id, sizeof(p.client_id)));
	read_event_of(reader, p.client, SCTP_ASSOC_RESET_EVENT, &p.server_addr, &event, sn_assocreset_event);
	client = event.n.sn_assocreset_event;
	assert_int_equal(client.assocreset_flags, 0);
	assert_int_equal(client.assocreset_assoc_id, p.client_id);
	read_event_of(reader, p.server, SCTP_ASSOC_RESET_EVENT, &p.client_addr, &event, sn_assocreset_event);
	assert_int_equal(event.n.sn_assocreset_event.assocreset_assoc_id, p.server_id);
	assert_int_equal(event.n.sn_assocreset_event.assocreset_local_tsn, client.assocreset_remote_tsn);
	assert_int_equal(event.n.sn_assocreset_event.assocreset_remote_tsn, client.assocreset_local_tsn);
}

static void stream_change_tells_both_how_many_were_added(void **state)
{
	const struct reader *reader = *state;
	union peers_event event;
	struct peers p;

	make_reconfigurable(&p, reader, SCTP_ENABLE_STRRESET_MASK, SCTP_ENABLE_STRRESET_MASK);
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_ADD_STREAMS,
			    &(struct sctp_add_streams){ p.client_id, 0, 3 },
			    sizeof(struct sctp_add_streams)));
	read_event_of(reader, p.client, SCTP_STREAM_CHANGE_EVENT, &p.server_addr, &event, sn_strchange_event);
	assert_int_equal(event.n.sn_strchange_event.strchange_flags, 0);
	assert_int_equal(event.n.sn_strchange_event.strchange_assoc_id, p.client_id);
	assert_int_equal(event.n.sn_strchange_event.strchange_outstrms, 3); /* Linux: the increment */
	assert_int_equal(event.n.sn_strchange_event.strchange_instrms, 0);
	read_event_of(reader, p.server, SCTP_STREAM_CHANGE_EVENT, &p.client_addr, &event, sn_strchange_event);
	assert_int_equal(event.n.sn_strchange_event.strchange_assoc_id, p.server_id);
	assert_int_equal(event.n.sn_strchange_event.strchange_outstrms, 0);
	assert_int_equal(event.n.sn_strchange_event.strchange_instrms, 3);
}

/* ---- how notifications are read: 6, 5.3.6 ---- */

static void a_notification_can_be_read_in_pieces(void **state) /* 6: "the MSG_EOR flag" tells the last */
{
	const struct reader *reader = *state;
	union peers_event event;
	size_t got = 0, piece;
	struct peers p;
	int flags;

	make(&p, reader);
	peers_subscribe(p.client, SCTP_ASSOC_CHANGE, true);
	peers_join(&p);
	do {
		piece = read_some(reader, p.client, event.bytes + got, 6, NULL, NULL, &flags);
		got += piece;
		assert_int_equal(flags & ~MSG_EOR, MSG_NOTIFICATION);
		assert_int_equal(flags & MSG_EOR, got == sizeof(event.assoc) ? MSG_EOR : 0);
		assert_int_equal(piece, got == sizeof(event.assoc) ? sizeof(event.assoc) % 6 : 6);
	} while (!(flags & MSG_EOR));
	assert_int_equal(event.assoc.sac_type, SCTP_ASSOC_CHANGE);
	assert_int_equal(event.assoc.sac_length, got);
	assert_int_equal(event.assoc.sac_assoc_id, p.client_id);
	peers_quiet(p.client);
}

static void nothing_comes_that_was_not_asked_for(void **state)
{
	const struct reader *reader = *state;
	struct peers p;

	make(&p, reader);
	peers_join(&p);
	peers_send(p.client, p.client_id, 0, "data", 4);
	peers_expect(p.server, "data", 4);
	peers_quiet(p.client);
	peers_quiet(p.server);
}

static void recvv_tells_of_the_message_behind_a_notification_and_the_other_way(void **state)
{
	const struct peers_kind *kind = *state;
	struct sctp_sndinfo send = { .snd_sid = 4, .snd_ppid = htonl(99) };
	struct iovec iov = { "behind", 6 };
	char buffer[1024];
	struct iovec room = { buffer, sizeof(buffer) };
	struct sctp_recvv_rn info;
	socklen_t infolen = sizeof(info);
	unsigned int infotype;
	struct peers p;
	int on = 1, flags = 0;

	peers_make(&p, kind->domain, kind->type, peers_loopback(kind->domain), peers_loopback(kind->domain));
	peers_subscribe(p.listener, SCTP_ASSOC_CHANGE, true);
	peers_subscribe(p.listener, SCTP_SHUTDOWN_EVENT, true);
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)));
	peers_ok(setsockopt(p.listener, IPPROTO_SCTP, SCTP_RECVNXTINFO, &on, sizeof(on)));
	peers_join(&p);
	send.snd_assoc_id = p.client_id;
	peers_ok(sctp_sendv(p.client, &iov, 1, NULL, 0, &send, sizeof(send), SCTP_SENDV_SNDINFO, 0));
	send.snd_flags = SCTP_EOF;
	iov.iov_len = 0;
	peers_ok(sctp_sendv(p.client, &iov, 1, NULL, 0, &send, sizeof(send), SCTP_SENDV_SNDINFO, 0));

	/* COMM_UP: no info of its own, but the data's behind it */
	peers_await(p.server, POLLIN);
	peers_ok(sctp_recvv(p.server, &room, 1, NULL, NULL, &info, &infolen, &infotype, &flags));
	assert_int_equal(flags, MSG_NOTIFICATION | MSG_EOR);
	assert_int_equal(infotype, SCTP_RECVV_NXTINFO);
	assert_int_equal(infolen, sizeof(struct sctp_nxtinfo));
	{
		struct sctp_nxtinfo next;

		memcpy(&next, &info, sizeof(next));
		assert_int_equal(next.nxt_sid, 4);
		assert_int_equal(next.nxt_ppid, htonl(99));
		assert_int_equal(next.nxt_length, 6);
		assert_int_equal(next.nxt_flags, 0);
		assert_int_equal(next.nxt_assoc_id, p.server_id);
	}
	/* the data, and a notification (SHUTDOWN) behind it */
	infolen = sizeof(info);
	flags = 0;
	assert_int_equal(
		peers_ok(sctp_recvv(p.server, &room, 1, NULL, NULL, &info, &infolen, &infotype, &flags)), 6);
	assert_int_equal(flags, MSG_EOR);
	assert_int_equal(infotype, SCTP_RECVV_RN);
	assert_int_equal(info.recvv_rcvinfo.rcv_sid, 4);
	assert_int_equal(info.recvv_rcvinfo.rcv_assoc_id, p.server_id);
	assert_int_equal(info.recvv_nxtinfo.nxt_flags & SCTP_NOTIFICATION, SCTP_NOTIFICATION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_READERS(comm_up_tells_both_ends_their_streams),
		TEST_READERS(comm_lost_tells_why_the_peer_aborted),
		TEST_READER(comm_lost_comes_at_the_end_that_aborts_too, 1, "recvmsg_one_to_many",
			    peers_teardown),
		TEST_READER(comm_lost_comes_at_the_end_that_aborts_too, 3, "recvv_one_to_many",
			    peers_teardown),
		TEST_READERS(restart_comes_where_a_peer_that_forgot_sets_up_again),
		TEST_READERS(shutdown_comp_comes_at_both_ends_after_a_shutdown),
		TEST_READERS(cant_str_assoc_comes_where_nobody_listens),
		TEST_READERS(cant_str_assoc_comes_where_nobody_answers),
		TEST_READERS(a_second_address_is_confirmed),
		TEST_READERS(addresses_are_added_made_primary_and_removed),
		TEST_READERS_TEARDOWN(an_address_fails_and_comes_back, restore_addresses),
		TEST_READERS(remote_error_holds_what_the_peer_did_not_understand),
		TEST_READERS(send_failed_returns_what_the_peer_had_no_room_for),
		TEST_READERS(send_failed_event_returns_what_the_peer_had_no_room_for),
		TEST_READERS(send_failed_comes_in_both_forms_if_both_are_asked_for),
		TEST_READERS(send_failed_event_of_what_went_out_says_sent),
		TEST_READERS(send_failed_event_of_a_fragmented_message_tells_its_parts_apart),
		TEST_READERS(shutdown_event_comes_when_the_peer_shuts_down),
		TEST_READERS(adaptation_indication_tells_what_the_peer_set),
		TEST_READERS(partial_delivery_that_is_aborted_says_so),
		TEST_READERS(partial_delivery_of_an_interleaved_message_names_it),
		TEST_READERS(sender_dry_event_comes_when_all_is_acknowledged),
		TEST_READERS(sender_dry_event_comes_at_once_where_nothing_is_to_be_sent),
		TEST_READERS(new_key_is_told_where_the_peer_uses_another),
		TEST_READERS(free_key_is_told_when_a_deactivated_key_is_used_no_more),
		TEST_READERS(no_auth_is_told_where_the_peer_cannot),
		TEST_READERS(stream_reset_of_outgoing_streams_is_told_to_both),
		TEST_READERS(stream_reset_of_incoming_streams_is_told_to_both),
		TEST_READERS(stream_reset_that_the_peer_does_not_allow_is_denied),
		TEST_READERS(assoc_reset_tells_both_the_new_tsns),
		TEST_READERS(stream_change_tells_both_how_many_were_added),
		TEST_READERS(a_notification_can_be_read_in_pieces),
		TEST_READERS(nothing_comes_that_was_not_asked_for),
		PEERS_TEST_KINDS(recvv_tells_of_the_message_behind_a_notification_and_the_other_way),
	};

	return peers_main(tests);
}
