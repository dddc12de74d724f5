/* SPDX-License-Identifier: MIT
 *
 * Sending and receiving over a real Linux SCTP: each function, both socket styles, IPv4 and IPv6, and what the
 * library does where Linux refuses what RFC 6458 allows.
 *
 * tests/kernel: --dummy nobody=192.0.2.1/24
 */
#include "tests/peers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/uio.h>

/* A test's state: on what to run it. */
struct flavour {
	int domain, type;
};

static struct flavour v4_many = { AF_INET, SOCK_SEQPACKET }, v6_many = { AF_INET6, SOCK_SEQPACKET },
		      v4_one = { AF_INET, SOCK_STREAM }, v6_one = { AF_INET6, SOCK_STREAM };

#define PPID_NGAP htonl(60)

static void turn_on(int fd, int option)
{
	const int one = 1;

	peers_ok(setsockopt(fd, IPPROTO_SCTP, option, &one, sizeof(one)));
}

/* What sctp_recvmsg() tells. Not by SCTP_EVENT, which on a connected one-to-one socket Linux takes for its
 * association alone, and this one it looks up on the socket. */
static void tell_sndrcvinfo(int fd)
{
	const struct sctp_event_subscribe events = { .sctp_data_io_event = 1 };

	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_EVENTS, &events, sizeof(events)));
}

static struct iovec piece(const void *data, size_t size)
{
	return (struct iovec){ (void *)data, size };
}

/* The next message through sctp_recvmsg(), whose sinfo is returned. */
static struct sctp_sndrcvinfo next_message(int fd, const char *expected)
{
	struct sctp_sndrcvinfo info;
	char data[1000];
	int flags = 0;

	peers_await(fd, POLLIN);
	memset(&info, 0xaa, sizeof(info));
	assert_int_equal(sctp_recvmsg(fd, data, sizeof(data), NULL, NULL, &info, &flags), strlen(expected));
	assert_memory_equal(data, expected, strlen(expected));
	assert_int_equal(flags & (MSG_EOR | MSG_NOTIFICATION | MSG_CTRUNC), MSG_EOR);
	return info;
}

static struct sctp_paddrinfo path(int fd, const union peers_addr *peer)
{
	struct sctp_paddrinfo info = { 0 };
	socklen_t size = sizeof(info);

	memcpy(&info.spinfo_address, peer, peers_addr_size(peer));
	peers_ok(getsockopt(fd, IPPROTO_SCTP, SCTP_GET_PEER_ADDR_INFO, &info, &size));
	return info;
}

/* ---- one message, each way of saying how it is to go (RFC 6458 9.7, 9.10, 9.12) ---- */

static void sctp_send_carries_stream_ppid_flags_and_context(void **state)
{
	const struct flavour *f = *state;
	struct peers p;
	struct sctp_sndrcvinfo out = { .sinfo_stream = 5,
				       .sinfo_flags = SCTP_UNORDERED,
				       .sinfo_ppid = PPID_NGAP,
				       .sinfo_context = 77 },
			       in;

	peers_up(&p, f->domain, f->type);
	tell_sndrcvinfo(p.server);
	out.sinfo_assoc_id = p.client_id;
	errno = 1234;
	assert_int_equal(sctp_send(p.client, "hello", 5, &out, 0), 5);
	assert_int_equal(errno, 1234);
	in = next_message(p.server, "hello");
	assert_int_equal(in.sinfo_stream, 5);
	assert_int_equal(in.sinfo_flags & SCTP_UNORDERED, SCTP_UNORDERED);
	assert_int_equal(in.sinfo_ppid, PPID_NGAP);
	assert_int_equal(in.sinfo_context, 0); /* the receiver's own: 8.1.25 */
	assert_int_equal(in.sinfo_assoc_id, p.server_id);
	if (f->type == SOCK_STREAM) {
		assert_int_equal(sctp_send(p.client, "plain", 5, NULL, 0), 5);
		in = next_message(p.server, "plain");
		assert_int_equal(in.sinfo_stream, 0);
		assert_int_equal(in.sinfo_flags & SCTP_UNORDERED, 0);
	}
}

static void sctp_sendmsg_carries_all_its_arguments(void **state)
{
	const struct flavour *f = *state;
	struct peers p;
	struct sctp_sndrcvinfo in;

	peers_up(&p, f->domain, f->type);
	tell_sndrcvinfo(p.server);
	assert_int_equal(sctp_sendmsg(p.client, "hello", 5, &p.server_addr.sa, peers_addr_size(&p.server_addr),
				      PPID_NGAP, SCTP_UNORDERED, 9, 10000, 77),
			 5);
	in = next_message(p.server, "hello");
	assert_int_equal(in.sinfo_stream, 9);
	assert_int_equal(in.sinfo_flags & SCTP_UNORDERED, SCTP_UNORDERED);
	assert_int_equal(in.sinfo_ppid, PPID_NGAP);
}

static void sctp_sendmsg_and_sendmsgx_set_up_the_association(void **state)
{
	const struct flavour *f = *state;
	struct peers p;
	struct sctp_sndrcvinfo in;

	peers_make(&p, f->domain, SOCK_SEQPACKET, peers_loopback(f->domain), peers_loopback(f->domain));
	tell_sndrcvinfo(p.listener);
	p.client = peers_socket(f->domain, f->type);
	errno = 1234;
	assert_int_equal(sctp_sendmsg(p.client, "one", 3, &p.server_addr.sa, peers_addr_size(&p.server_addr), 0, 0,
				      1, 0, 0),
			 3);
	assert_int_equal(errno, 1234);
	assert_int_equal(next_message(p.listener, "one").sinfo_stream, 1);
	assert_int_equal(
		sctp_sendmsgx(p.client, "two", 3, &p.server_addr.sa, 1, PPID_NGAP, SCTP_UNORDERED, 2, 0, 0), 3);
	in = next_message(p.listener, "two");
	assert_int_equal(in.sinfo_stream, 2);
	assert_int_equal(in.sinfo_ppid, PPID_NGAP);
	assert_int_equal(in.sinfo_flags & SCTP_UNORDERED, SCTP_UNORDERED);
}

static void sctp_sendv_takes_each_kind_of_info(void **state)
{
	const struct flavour *f = *state;
	struct peers p;
	struct iovec iov[2] = { piece("hel", 3), piece("lo", 2) };
	struct sctp_sndinfo snd = { .snd_sid = 3, .snd_flags = SCTP_UNORDERED, .snd_ppid = PPID_NGAP };
	struct sctp_prinfo pr = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 10000 };
	struct sctp_authinfo auth = { .auth_keynumber = 0 };
	struct sctp_sendv_spa spa = {
		.sendv_flags = SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID | SCTP_SEND_AUTHINFO_VALID,
		.sendv_sndinfo = { .snd_sid = 4, .snd_ppid = PPID_NGAP },
		.sendv_prinfo = { .pr_policy = SCTP_PR_SCTP_RTX, .pr_value = 3 },
	};
	struct sctp_sndrcvinfo in;

	peers_up(&p, f->domain, f->type);
	tell_sndrcvinfo(p.server);
	snd.snd_assoc_id = spa.sendv_sndinfo.snd_assoc_id = p.client_id;
	errno = 1234;
	assert_int_equal(
		sctp_sendv(p.client, iov, 2, &p.server_addr.sa, 1, NULL, 0, SCTP_SENDV_NOINFO, MSG_NOSIGNAL), 5);
	assert_int_equal(next_message(p.server, "hello").sinfo_stream, 0);

	assert_int_equal(sctp_sendv(p.client, iov, 2, NULL, 0, &snd, sizeof(snd), SCTP_SENDV_SNDINFO, 0), 5);
	in = next_message(p.server, "hello");
	assert_int_equal(in.sinfo_stream, 3);
	assert_int_equal(in.sinfo_ppid, PPID_NGAP);
	assert_int_equal(in.sinfo_flags & SCTP_UNORDERED, SCTP_UNORDERED);

	assert_int_equal(
		sctp_sendv(p.client, iov, 2, &p.server_addr.sa, 1, &pr, sizeof(pr), SCTP_SENDV_PRINFO, 0), 5);
	next_message(p.server, "hello");
	assert_int_equal(
		sctp_sendv(p.client, iov, 2, &p.server_addr.sa, 1, &auth, sizeof(auth), SCTP_SENDV_AUTHINFO, 0), 5);
	next_message(p.server, "hello");

	assert_int_equal(sctp_sendv(p.client, iov, 2, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, 0), 5);
	in = next_message(p.server, "hello");
	assert_int_equal(in.sinfo_stream, 4);
	assert_int_equal(in.sinfo_ppid, PPID_NGAP);
	assert_int_equal(errno, 1234);
}

static void a_policy_that_linux_does_not_know_reaches_it_and_is_refused(void **state)
{
	struct peers p;
	struct iovec iov = piece("hello", 5);
	struct sctp_prinfo pr = { .pr_policy = 1, .pr_value = 1 }; /* BSD's number for TTL */

	(void)state;
	peers_up(&p, AF_INET, SOCK_STREAM);
	peers_fails(sctp_sendv(p.client, &iov, 1, NULL, 0, &pr, sizeof(pr), SCTP_SENDV_PRINFO, 0), EINVAL);
}

static void a_large_message_in_many_pieces_arrives_whole(void **state)
{
	const struct flavour *f = *state;
	const size_t size = 60000;
	struct peers p;
	struct iovec out[60], in[7];
	char *data = malloc(size), *back = calloc(1, size + 1);
	size_t at = 0;

	for (size_t i = 0; i < size; i++)
		data[i] = (char)(i * 7 + i / 256);
	for (int i = 0; i < 60; i++)
		out[i] = piece(data + i * 1000, 1000);
	for (int i = 0; i < 7; i++)
		in[i] = piece(back + i * 10000, i < 6 ? 10000 : 1);
	peers_up(&p, f->domain, f->type);
	assert_int_equal(sctp_sendv(p.client, out, 60, &p.server_addr.sa, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), size);
	while (at < size) { /* Linux may deliver it in parts, the last of which has MSG_EOR (5.1) */
		int flags = 0, got;

		peers_await(p.server, POLLIN);
		if (at == 0) {
			got = sctp_recvv(p.server, in, 7, NULL, NULL, NULL, NULL, NULL, &flags);
		} else {
			struct iovec rest = piece(back + at, size + 1 - at);

			got = sctp_recvv(p.server, &rest, 1, NULL, NULL, NULL, NULL, NULL, &flags);
		}
		assert_true(got > 0);
		at += (size_t)got;
		assert_int_equal(!!(flags & MSG_EOR), at == size);
	}
	assert_memory_equal(data, back, size);
	free(data);
	free(back);
}

static void a_message_larger_than_the_send_buffer_is_refused_with_emsgsize(void **state)
{
	struct peers p;
	const int small = 5000;
	char *data = calloc(1, 100000);
	struct iovec iov = piece(data, 100000);

	(void)state;
	peers_up(&p, AF_INET, SOCK_STREAM);
	peers_ok(setsockopt(p.client, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small)));
	peers_fails(sctp_sendv(p.client, &iov, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0), EMSGSIZE);
	free(data);
}

/* ---- lists of addresses (9.11, 9.12) ---- */

static void expect_peer_addrs(int fd, sctp_assoc_t id, const char *one, const char *two)
{
	struct sockaddr *addrs;
	int count = sctp_getpaddrs(fd, id, &addrs);

	assert_int_equal(count, two ? 2 : 1);
	assert_true(peers_list_has(addrs, count, one));
	if (two)
		assert_true(peers_list_has(addrs, count, two));
	sctp_freepaddrs(addrs);
}

static void sctp_sendx_sets_up_an_association_with_all_addresses_and_returns_its_id(void **state)
{
	struct peers p;
	struct peers_list list;
	struct sctp_sndrcvinfo info = { .sinfo_stream = 2 };

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1 127.0.0.2");
	peers_list(&list, "127.0.0.1 127.0.0.2", peers_port(p.listener));
	errno = 1234;
	assert_int_equal(sctp_sendx(p.client, "hello", 5, peers_list_sa(&list), 2, &info, 0), 5);
	assert_int_equal(errno, 1234);
	assert_int_equal(info.sinfo_assoc_id, peers_id(p.client, &p.server_addr));
	assert_int_not_equal(info.sinfo_assoc_id, 0);
	peers_expect(p.listener, "hello", 5);
	expect_peer_addrs(p.client, info.sinfo_assoc_id, "127.0.0.1", "127.0.0.2");

	/* and again, now that there is one */
	info.sinfo_assoc_id = 0;
	assert_int_equal(sctp_sendx(p.client, "again", 5, peers_list_sa(&list), 2, &info, 0), 5);
	assert_int_equal(info.sinfo_assoc_id, peers_id(p.client, &p.server_addr));
	peers_expect(p.listener, "again", 5);
	assert_int_equal(sctp_sendx(p.client, "plain", 5, peers_list_sa(&list), 2, NULL, 0), 5);
	peers_expect(p.listener, "plain", 5);
}

static void sctp_sendv_sets_up_an_association_with_all_addresses_and_returns_its_id(void **state)
{
	struct peers p;
	struct peers_list list;
	struct iovec iov = piece("hello", 5);
	struct sctp_sendv_spa spa = { .sendv_flags = SCTP_SEND_SNDINFO_VALID };

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1 127.0.0.2");
	peers_list(&list, "127.0.0.1 127.0.0.2", peers_port(p.listener));
	errno = 1234;
	assert_int_equal(
		sctp_sendv(p.client, &iov, 1, peers_list_sa(&list), 2, &spa, sizeof(spa), SCTP_SENDV_SPA, 0), 5);
	assert_int_equal(errno, 1234);
	assert_int_equal(spa.sendv_sndinfo.snd_assoc_id, peers_id(p.client, &p.server_addr));
	peers_expect(p.listener, "hello", 5);
	expect_peer_addrs(p.client, spa.sendv_sndinfo.snd_assoc_id, "127.0.0.1", "127.0.0.2");
}

static void ipv4_and_ipv6_addresses_mix_in_one_list(void **state)
{
	struct peers p;
	struct peers_list list;
	struct sctp_sndrcvinfo info = { 0 };
	const int off = 0;

	(void)state;
	peers_make(&p, AF_INET6, SOCK_SEQPACKET, "::1 127.0.0.1", "::1 127.0.0.1");
	/* so that IPv4 addresses come back as such: 8.1.15 */
	peers_ok(setsockopt(p.client, IPPROTO_SCTP, SCTP_I_WANT_MAPPED_V4_ADDR, &off, sizeof(off)));
	peers_list(&list, "127.0.0.1 ::1", peers_port(p.listener));
	assert_int_equal(sctp_sendx(p.client, "hello", 5, peers_list_sa(&list), 2, &info, 0), 5);
	peers_expect(p.listener, "hello", 5);
	expect_peer_addrs(p.client, info.sinfo_assoc_id, "127.0.0.1", "::1");
}

static void an_address_that_is_twice_in_the_list_counts_once(void **state)
{
	struct peers p;
	struct peers_list list;
	struct sctp_sndrcvinfo info = { 0 };

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1 127.0.0.2");
	peers_list(&list, "127.0.0.1 127.0.0.2 127.0.0.1 127.0.0.2", peers_port(p.listener));
	assert_int_equal(sctp_sendx(p.client, "hello", 5, peers_list_sa(&list), 4, &info, 0), 5);
	peers_expect(p.listener, "hello", 5);
	expect_peer_addrs(p.client, info.sinfo_assoc_id, "127.0.0.1", "127.0.0.2");
}

static void more_addresses_than_fit_as_ancillary_data_work_too(void **state)
{
	struct peers p;
	struct peers_list list = { .count = 0 };
	struct sctp_sndrcvinfo info = { 0 };

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	for (int i = 1; i <= 100; i++) {
		union peers_addr addr = peers_addr("127.0.0.1", peers_port(p.listener));

		addr.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + (in_addr_t)i);
		peers_list_add(&list, &addr);
	}
	errno = 1234;
	assert_int_equal(sctp_sendx(p.client, "hello", 5, peers_list_sa(&list), 100, &info, 0), 5);
	assert_int_equal(errno, 1234);
	assert_int_equal(info.sinfo_assoc_id, peers_id(p.client, &p.server_addr));
	peers_expect(p.listener, "hello", 5);
	assert_int_equal(sctp_sendx(p.client, "again", 5, peers_list_sa(&list), 100, NULL, 0), 5);
	peers_expect(p.listener, "again", 5);
}

static void link_local_addresses_keep_their_scope_id(void **state)
{
	struct peers p;
	struct peers_list list = { .count = 0 };
	struct sctp_sndrcvinfo info = { 0 };
	union peers_addr local = peers_addr("fe80::1", 0), other;

	(void)state;
	peers_command("ip link add scoped type dummy && ip link set scoped up && "
		      "ip address add fe80::1/64 dev scoped nodad && ip address add fe80::2/64 dev scoped nodad");
	local.v6.sin6_scope_id = if_nametoindex("scoped");
	p.listener = peers_socket(AF_INET6, SOCK_SEQPACKET);
	p.client = peers_socket(AF_INET6, SOCK_SEQPACKET);
	peers_ok(bind(p.listener, &local.sa, sizeof(local.v6)));
	peers_ok(listen(p.listener, 5));
	local.v6.sin6_port = htons((uint16_t)peers_port(p.listener));
	peers_list_add(&list, &local);
	other = local;
	other.v6.sin6_addr.s6_addr[15] = 2;
	peers_list_add(&list, &other);
	assert_int_equal(sctp_sendx(p.client, "hello", 5, peers_list_sa(&list), 2, &info, 0), 5);
	peers_expect(p.listener, "hello", 5);
	assert_int_equal(info.sinfo_assoc_id, peers_id(p.client, &local));
	peers_command("ip link del scoped");
}

static void addresses_with_different_ports_are_refused_before_anything_is_sent(void **state)
{
	struct peers p;
	struct peers_list list = { .count = 0 };
	union peers_addr other;

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1 127.0.0.2");
	other = peers_addr("127.0.0.2", peers_port(p.listener) + 1);
	peers_list_add(&list, &p.server_addr);
	peers_list_add(&list, &other);
	peers_fails(sctp_sendx(p.client, "hello", 5, peers_list_sa(&list), 2, NULL, 0), EINVAL);
	peers_quiet(p.listener);
}

static void info_in_read_only_memory_is_left_alone(void **state)
{
	struct peers p;
	struct iovec iov = piece("hello", 5);
	struct sctp_sndinfo *info = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	static const struct sctp_sndrcvinfo constant;

	(void)state;
	assert_ptr_not_equal(info, MAP_FAILED);
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	assert_int_equal(sctp_sendv(p.client, &iov, 1, &p.server_addr.sa, 1, info, sizeof(*info),
				    SCTP_SENDV_SNDINFO, 0),
			 5);
	peers_expect(p.listener, "hello", 5);
	assert_int_equal(
		sctp_sendx(p.client, "again", 5, &p.server_addr.sa, 1, (struct sctp_sndrcvinfo *)&constant, 0), 5);
	peers_expect(p.listener, "again", 5);
	munmap(info, 4096);
}

static void the_id_is_returned_into_memory_of_every_kind(void **state)
{
	static struct sctp_sndinfo in_data;
	struct sctp_sndinfo on_stack = { 0 }, *on_heap = calloc(1, sizeof(*on_heap));
	struct sctp_sndinfo *infos[] = { &in_data, &on_stack, on_heap };
	struct iovec iov = piece("hello", 5);
	struct peers p;

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(sctp_sendv(p.client, &iov, 1, &p.server_addr.sa, 1, infos[i], sizeof(*infos[i]),
					    SCTP_SENDV_SNDINFO, 0),
				 5);
		assert_int_equal(infos[i]->snd_assoc_id, peers_id(p.client, &p.server_addr));
	}
	free(on_heap);
}

static void a_message_with_a_lifetime_sets_up_an_association_and_arrives(void **state) /* 5.3.7 */
{
	struct iovec iov = piece("hello", 5);
	struct sctp_prinfo pr = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 60000 };
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_PR_SCTP_TTL, .sinfo_timetolive = 60000 };
	struct peers p;

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	assert_int_equal(
		sctp_sendv(p.client, &iov, 1, &p.server_addr.sa, 1, &pr, sizeof(pr), SCTP_SENDV_PRINFO, 0), 5);
	peers_expect(p.listener, "hello", 5);
	assert_int_equal(
		sctp_sendv(p.client, &iov, 1, &p.server_addr.sa, 1, &pr, sizeof(pr), SCTP_SENDV_PRINFO, 0), 5);
	peers_expect(p.listener, "hello", 5);

	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	assert_int_equal(sctp_sendx(p.client, "hello", 5, &p.server_addr.sa, 1, &info, 0), 5);
	assert_int_equal(info.sinfo_assoc_id, peers_id(p.client, &p.server_addr));
	peers_expect(p.listener, "hello", 5);
}

/* A non-blocking socket and an address where nobody is: dummy devices swallow what is sent there. */
static union peers_addr nobody(int *fd, int type)
{
	*fd = peers_socket(AF_INET, SOCK_SEQPACKET | type);
	peers_bind(*fd, "192.0.2.1", 0);
	return peers_addr("192.0.2.77", 5000);
}

static void a_lifetime_does_not_make_dontwait_wait(void **state)
{
	struct iovec iov = piece("hello", 5);
	struct sctp_prinfo pr = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 60000 };
	int fd;
	union peers_addr addr = nobody(&fd, 0);

	(void)state; /* the test's own time limit is what would fail it */
	assert_int_equal(
		sctp_sendv(fd, &iov, 1, &addr.sa, 1, &pr, sizeof(pr), SCTP_SENDV_PRINFO, MSG_DONTWAIT), 5);
}

static void a_lifetime_does_not_keep_the_id_back(void **state)
{
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_PR_SCTP_TTL, .sinfo_timetolive = 60000 };
	struct peers p;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	assert_int_equal(sctp_sendx(p.client, "hello", 5, &p.server_addr.sa, 1, &info, 0), 5);
	assert_int_equal(info.sinfo_assoc_id, p.client_id);
}

static void an_association_that_is_not_up_has_no_id_yet(void **state)
{
	struct sctp_sndrcvinfo info = { 0 };
	int fd;
	union peers_addr addr = nobody(&fd, SOCK_NONBLOCK);
	sctp_assoc_t id = 0;

	(void)state;
	errno = 1234;
	assert_int_equal(sctp_sendx(fd, "hello", 5, &addr.sa, 1, &info, 0), 5);
	assert_int_equal(errno, 1234);
	assert_int_equal(info.sinfo_assoc_id, 0);
	errno = 0;
	assert_int_equal(sctp_getassocid(fd, &addr.sa), 0);
	assert_int_equal(errno, EINPROGRESS);
	/* but where connecting has set it up */
	addr = nobody(&fd, SOCK_NONBLOCK);
	peers_fails(sctp_connectx(fd, &addr.sa, 1, &id), EINPROGRESS);
	assert_int_not_equal(id, 0);
	assert_int_equal(sctp_sendx(fd, "hello", 5, &addr.sa, 1, &info, 0), 5);
	assert_int_equal(info.sinfo_assoc_id, id);
}

static void eof_with_data_waits_for_the_association_or_is_refused(void **state)
{
	/* Linux throws away what waits for an association that is ended while it comes up: RFC 9260 9.2 does not. */
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_EOF };
	int fd;
	union peers_addr addr = nobody(&fd, SOCK_NONBLOCK);
	struct peers p;

	(void)state;
	peers_fails(sctp_sendx(fd, "hello", 5, &addr.sa, 1, &info, 0), EINVAL);
	assert_int_equal(sctp_getassocid(fd, &addr.sa), 0);
	assert_int_equal(errno, EINVAL); /* none was begun */
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	assert_int_equal(sctp_sendx(p.client, "hello", 5, &p.server_addr.sa, 1, &info, 0), 5);
	peers_expect(p.listener, "hello", 5);
}

/* ---- what Linux refuses and RFC 6458 allows ---- */

static void no_data_to_an_address_sets_up_an_association(void **state) /* 3.1.4 */
{
	const struct flavour *f = *state;
	struct peers p;
	struct sctp_sndrcvinfo info = { 0 };

	peers_make(&p, f->domain, SOCK_SEQPACKET, peers_loopback(f->domain), peers_loopback(f->domain));
	p.client = peers_socket(f->domain, f->type);
	errno = 1234;
	assert_int_equal(sctp_sendx(p.client, "", 0, &p.server_addr.sa, 1, &info, 0), 0);
	assert_int_equal(errno, 1234);
	assert_int_not_equal(info.sinfo_assoc_id, 0);
	assert_int_equal(info.sinfo_assoc_id, peers_id(p.client, &p.server_addr));
	assert_int_equal(path(p.client, &p.server_addr).spinfo_state, SCTP_ACTIVE);
	peers_quiet(p.listener);
	/* now that there is one, there is nothing to do and nothing to send */
	peers_fails(sctp_sendx(p.client, "", 0, &p.server_addr.sa, 1, NULL, 0), EINVAL);

	p.client = peers_socket(f->domain, f->type);
	assert_int_equal(sctp_sendmsg(p.client, NULL, 0, &p.server_addr.sa, peers_addr_size(&p.server_addr), 0, 0,
				      0, 0, 0),
			 0);
	assert_int_equal(path(p.client, &p.server_addr).spinfo_state, SCTP_ACTIVE);

	p.client = peers_socket(f->domain, f->type);
	assert_int_equal(
		sctp_sendv(p.client, NULL, 0, &p.server_addr.sa, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), 0);
	assert_int_equal(path(p.client, &p.server_addr).spinfo_state, SCTP_ACTIVE);

	p.client = peers_socket(f->domain, f->type | SOCK_NONBLOCK);
	assert_int_equal(
		sctp_sendv(p.client, NULL, 0, &p.server_addr.sa, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), 0);
	peers_await(p.client, POLLOUT);
}

static void no_data_to_a_port_where_nobody_listens_is_refused(void **state)
{
	int nobody = peers_socket(AF_INET, SOCK_SEQPACKET);
	int client = peers_socket(AF_INET, SOCK_SEQPACKET);
	union peers_addr addr;

	(void)state;
	peers_bind(nobody, "127.0.0.1", 0);
	addr = peers_addr("127.0.0.1", peers_port(nobody));
	peers_fails(sctp_sendx(client, "", 0, &addr.sa, 1, NULL, 0), ECONNREFUSED);
	peers_fails(sctp_sendx(client, "", 0, &addr.sa, 1, NULL, MSG_DONTWAIT), EINVAL);
}

static void eof_goes_with_data_on_a_one_to_many_socket(void **state) /* 5.3.4 */
{
	const struct flavour *f = *state;
	struct peers p;
	struct iovec iov = piece("hello", 5);
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF, .snd_sid = 2 };
	union peers_event event;

	peers_up(&p, f->domain, SOCK_SEQPACKET);
	peers_subscribe(p.server, SCTP_SHUTDOWN_EVENT, true);
	info.snd_assoc_id = p.client_id;
	errno = 1234;
	assert_int_equal(sctp_sendv(p.client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0), 5);
	assert_int_equal(errno, 1234);
	peers_expect(p.server, "hello", 5);
	peers_event(p.server, SCTP_SHUTDOWN_EVENT, &event);

	peers_up(&p, f->domain, SOCK_SEQPACKET);
	peers_subscribe(p.server, SCTP_SHUTDOWN_EVENT, true);
	assert_int_equal(sctp_send(p.client, "hello", 5,
				   &(struct sctp_sndrcvinfo){ .sinfo_flags = SCTP_EOF,
							      .sinfo_assoc_id = p.client_id }, 0), 5);
	peers_expect(p.server, "hello", 5);
	peers_event(p.server, SCTP_SHUTDOWN_EVENT, &event);

	peers_up(&p, f->domain, SOCK_SEQPACKET);
	peers_subscribe(p.server, SCTP_SHUTDOWN_EVENT, true);
	assert_int_equal(sctp_sendmsg(p.client, "hello", 5, &p.server_addr.sa, peers_addr_size(&p.server_addr), 0,
				      SCTP_EOF, 0, 0, 0), 5);
	peers_expect(p.server, "hello", 5);
	peers_event(p.server, SCTP_SHUTDOWN_EVENT, &event);
}

static void eof_alone_ends_an_association_of_a_one_to_many_socket(void **state)
{
	const struct flavour *f = *state;
	struct peers p;
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_EOF };
	union peers_event event;

	peers_up(&p, f->domain, SOCK_SEQPACKET);
	peers_subscribe(p.server, SCTP_SHUTDOWN_EVENT, true);
	info.sinfo_assoc_id = p.client_id;
	assert_int_equal(sctp_send(p.client, NULL, 0, &info, 0), 0);
	peers_event(p.server, SCTP_SHUTDOWN_EVENT, &event);
}

static void eof_ends_sending_on_a_one_to_one_socket(void **state) /* 4.1.8 */
{
	const struct flavour *f = *state;
	struct peers p;
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_EOF };
	char data[10];
	int flags = 0;

	peers_up(&p, f->domain, SOCK_STREAM);
	errno = 1234;
	assert_int_equal(sctp_send(p.client, "hello", 5, &info, 0), 5);
	assert_int_equal(errno, 1234);
	peers_expect(p.server, "hello", 5);
	peers_await(p.server, POLLIN);
	assert_int_equal(sctp_recvmsg(p.server, data, sizeof(data), NULL, NULL, NULL, &flags), 0);
	peers_fails(sctp_send(p.client, "more", 4, NULL, MSG_NOSIGNAL), EPIPE);

	peers_up(&p, f->domain, SOCK_STREAM);
	assert_int_equal(sctp_send(p.client, NULL, 0, &info, 0), 0);
	peers_await(p.server, POLLIN);
	flags = 0;
	assert_int_equal(sctp_recvmsg(p.server, data, sizeof(data), NULL, NULL, NULL, &flags), 0);
}

static void eof_with_data_that_is_wrong_otherwise_sends_nothing(void **state)
{
	struct peers p;
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_EOF, .sinfo_stream = 60000 };

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	info.sinfo_assoc_id = p.client_id;
	peers_fails(sctp_send(p.client, "hello", 5, &info, 0), EINVAL);
	assert_int_equal(info.sinfo_flags, SCTP_EOF);
	peers_quiet(p.server);
	info.sinfo_stream = 0;
	info.sinfo_flags = 0;
	assert_int_equal(sctp_send(p.client, "still", 5, &info, 0), 5);
	peers_expect(p.server, "still", 5);
}

static void abort_ends_an_association_with_a_reason(void **state)
{
	struct peers p;
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_ABORT };
	union peers_event event;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	peers_subscribe(p.server, SCTP_ASSOC_CHANGE, true);
	info.sinfo_assoc_id = p.client_id;
	assert_true(sctp_send(p.client, "reason", 6, &info, 0) >= 0);
	do
		peers_event(p.server, SCTP_ASSOC_CHANGE, &event);
	while (event.assoc.sac_state == SCTP_COMM_UP);
	assert_int_equal(event.assoc.sac_state, SCTP_COMM_LOST);
	assert_int_equal(ntohs(event.assoc.sac_error), 12); /* User-Initiated Abort, RFC 9260 3.3.10.12 */

	/* Linux has no way to do that on a one-to-one socket, and no library can make one: README.md */
	peers_up(&p, AF_INET, SOCK_STREAM);
	peers_fails(sctp_send(p.client, "reason", 6, &info, 0), EINVAL);
}

static void sendall_reaches_every_peer(void **state)
{
	struct peers p, q;
	struct sctp_sndrcvinfo info = { .sinfo_flags = SCTP_SENDALL, .sinfo_stream = 1 };

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	peers_up(&q, AF_INET, SOCK_SEQPACKET);
	peers_ok(connect(p.client, &q.server_addr.sa, sizeof(q.server_addr.v4)));
	assert_int_equal(sctp_send(p.client, "all", 3, &info, 0), 3);
	peers_expect(p.server, "all", 3);
	peers_expect(q.server, "all", 3);
}

/* ---- receiving (9.8, 9.13) ---- */

static void sctp_recvmsg_reads_a_message_in_pieces(void **state)
{
	const struct flavour *f = *state;
	struct peers p;
	union peers_addr from;
	socklen_t size = sizeof(from);
	char data[10];
	int flags = MSG_PEEK;

	peers_up(&p, f->domain, f->type);
	peers_send(p.client, p.client_id, 0, "hello world", 11);
	peers_await(p.server, POLLIN);
	assert_int_equal(sctp_recvmsg(p.server, data, 6, &from.sa, &size, NULL, &flags), 6);
	assert_int_equal(flags & MSG_EOR, 0);
	assert_int_equal(size, peers_addr_size(&p.client_addr));
	assert_int_equal(from.v4.sin_port, p.client_addr.v4.sin_port);
	flags = 0; /* what went before was a look */
	assert_int_equal(sctp_recvmsg(p.server, data, 6, NULL, NULL, NULL, &flags), 6);
	assert_memory_equal(data, "hello ", 6);
	assert_int_equal(flags & MSG_EOR, 0);
	flags = 0;
	assert_int_equal(sctp_recvmsg(p.server, data, 6, NULL, NULL, NULL, &flags), 5);
	assert_memory_equal(data, "world", 5);
	assert_int_equal(flags & MSG_EOR, MSG_EOR);
}

static void sctp_recvmsg_zeroes_sinfo_where_nothing_tells_of_the_message(void **state)
{
	const struct flavour *f = *state;
	const struct sctp_sndrcvinfo none = { 0 };
	struct sctp_sndrcvinfo info;
	struct peers p;

	peers_up(&p, f->domain, f->type);
	peers_send(p.client, p.client_id, 3, "hello", 5);
	info = next_message(p.server, "hello");
	assert_memory_equal(&info, &none, sizeof(info));
	assert_int_equal(sctp_send(p.client, "null", 4, &(struct sctp_sndrcvinfo){ .sinfo_assoc_id = p.client_id }, 0), 4);
	peers_await(p.server, POLLIN);
	assert_int_equal(sctp_recvmsg(p.server, &info, sizeof(info), NULL, NULL, NULL, NULL), 4);
}

static void sctp_recvmsg_fills_sinfo_from_rcvinfo_where_only_that_is_on(void **state)
{
	const struct flavour *f = *state;
	struct sctp_sndrcvinfo info;
	struct peers p;

	peers_up(&p, f->domain, f->type);
	turn_on(p.server, SCTP_RECVRCVINFO);
	assert_int_equal(sctp_sendmsg(p.client, "hello", 5, &p.server_addr.sa, peers_addr_size(&p.server_addr),
				      PPID_NGAP, SCTP_UNORDERED, 6, 0, 0),
			 5);
	info = next_message(p.server, "hello");
	assert_int_equal(info.sinfo_stream, 6);
	assert_int_equal(info.sinfo_ppid, PPID_NGAP);
	assert_int_equal(info.sinfo_flags & SCTP_UNORDERED, SCTP_UNORDERED);
	assert_int_equal(info.sinfo_assoc_id, p.server_id);
	assert_int_not_equal(info.sinfo_tsn, 0);
}

/* What sctp_recvv() says of the first of two messages with those options on and so large an info. */
static void expect_info(int options, socklen_t room, unsigned int expected_type, socklen_t expected_size)
{
	struct peers p;
	struct sctp_recvv_rn info;
	union peers_addr from;
	socklen_t size = room, from_size = sizeof(from);
	unsigned int type = 99;
	char data[10] = "";
	struct iovec iov = piece(data, sizeof(data));
	int flags = 0;

	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	if (options & 1)
		turn_on(p.server, SCTP_RECVRCVINFO);
	if (options & 2)
		turn_on(p.server, SCTP_RECVNXTINFO);
	peers_send(p.client, p.client_id, 3, "one", 3);
	peers_send(p.client, p.client_id, 4, "three", 5);
	/* the second is told only if it is there: wait until it is acknowledged */
	for (int i = 0; i < peers_limit_ms(); i++) {
		struct sctp_status status = { .sstat_assoc_id = p.client_id };
		socklen_t status_size = sizeof(status);

		peers_ok(getsockopt(p.client, IPPROTO_SCTP, SCTP_STATUS, &status, &status_size));
		if (status.sstat_unackdata == 0 && status.sstat_penddata == 0)
			break;
		usleep(1000);
	}
	memset(&info, 0xaa, sizeof(info));
	assert_int_equal(sctp_recvv(p.server, &iov, 1, &from.sa, &from_size, &info, &size, &type, &flags), 3);
	assert_int_equal(type, expected_type);
	assert_int_equal(size, expected_size);
	assert_int_equal(flags & (MSG_EOR | MSG_CTRUNC), MSG_EOR);
	assert_true(peers_addr_same(&from, &p.client_addr));
	if (type == SCTP_RECVV_RCVINFO || type == SCTP_RECVV_RN) {
		assert_int_equal(info.recvv_rcvinfo.rcv_sid, 3);
		assert_int_equal(info.recvv_rcvinfo.rcv_assoc_id, p.server_id);
	}
	if (type == SCTP_RECVV_RN) {
		assert_int_equal(info.recvv_nxtinfo.nxt_sid, 4);
		assert_int_equal(info.recvv_nxtinfo.nxt_length, 5);
		assert_int_equal(info.recvv_nxtinfo.nxt_assoc_id, p.server_id);
	}
	if (type == SCTP_RECVV_NXTINFO)
		assert_int_equal(((struct sctp_nxtinfo *)(void *)&info)->nxt_sid, 4);
	/* behind what was stored nothing has changed */
	for (size_t i = size; i < sizeof(info); i++)
		assert_int_equal(((unsigned char *)&info)[i], 0xaa);
}

static void sctp_recvv_stores_what_is_on_and_fits(void **state)
{
	(void)state;
	expect_info(0, sizeof(struct sctp_recvv_rn), SCTP_RECVV_NOINFO, 0);
	expect_info(1, sizeof(struct sctp_recvv_rn), SCTP_RECVV_RCVINFO, sizeof(struct sctp_rcvinfo));
	expect_info(2, sizeof(struct sctp_recvv_rn), SCTP_RECVV_NXTINFO, sizeof(struct sctp_nxtinfo));
	expect_info(3, sizeof(struct sctp_recvv_rn), SCTP_RECVV_RN, sizeof(struct sctp_recvv_rn));
	expect_info(3, sizeof(struct sctp_rcvinfo), SCTP_RECVV_RCVINFO, sizeof(struct sctp_rcvinfo));
	expect_info(3, sizeof(struct sctp_nxtinfo), SCTP_RECVV_NXTINFO, sizeof(struct sctp_nxtinfo));
	expect_info(3, 15, SCTP_RECVV_NOINFO, 0);
	expect_info(1, 27, SCTP_RECVV_NOINFO, 0);
}

static void the_end_of_an_association_reads_as_0_on_a_one_to_one_socket(void **state)
{
	const struct flavour *f = *state;
	struct sctp_recvv_rn info;
	socklen_t size = sizeof(info);
	unsigned int type = 99;
	char data[10] = "";
	struct iovec iov = piece(data, sizeof(data));
	struct peers p;
	int flags = 0;

	peers_up(&p, f->domain, SOCK_STREAM);
	turn_on(p.server, SCTP_RECVRCVINFO);
	peers_ok(shutdown(p.client, SHUT_WR));
	peers_await(p.server, POLLIN);
	assert_int_equal(sctp_recvv(p.server, &iov, 1, NULL, NULL, &info, &size, &type, &flags), 0);
	assert_int_equal(type, SCTP_RECVV_NOINFO);
	assert_int_equal(size, 0);
}

static void sctp_peeloff_gives_an_association_its_own_socket(void **state) /* 9.2 */
{
	const struct flavour *f = *state;
	struct peers p;
	int own, flagged;

	peers_up(&p, f->domain, SOCK_SEQPACKET);
	own = peers_keep(sctp_peeloff(p.server, p.server_id));
	assert_true(own >= 0);
	peers_send(p.client, p.client_id, 0, "hello", 5);
	peers_expect(own, "hello", 5);
	peers_quiet(p.server);
	assert_int_equal(sctp_send(own, "back", 4, NULL, 0), 4);
	peers_expect(p.client, "back", 4);
	peers_fails(sctp_peeloff(p.server, p.server_id), EINVAL); /* it is gone */

	flagged = peers_keep(sctp_peeloff_flags(p.client, p.client_id, SOCK_CLOEXEC | SOCK_NONBLOCK));
	assert_int_equal(fcntl(flagged, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(flagged, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	assert_int_equal(sctp_send(flagged, "hello", 5, NULL, 0), 5);
	peers_expect(own, "hello", 5);
}

/* One line a test: the flavours that it runs on. */
#define ON(flavour, name) { #name " (" #flavour ")", name, peers_setup, peers_teardown, &flavour }
#define ALL(name) ON(v4_many, name), ON(v6_many, name), ON(v4_one, name), ON(v6_one, name)
#define BOTH_FAMILIES(name) ON(v4_many, name), ON(v6_many, name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ALL(sctp_send_carries_stream_ppid_flags_and_context),
		ALL(sctp_sendmsg_carries_all_its_arguments),
		ALL(sctp_sendmsg_and_sendmsgx_set_up_the_association),
		ALL(sctp_sendv_takes_each_kind_of_info),
		PEERS_TEST(a_policy_that_linux_does_not_know_reaches_it_and_is_refused),
		ALL(a_large_message_in_many_pieces_arrives_whole),
		PEERS_TEST(a_message_larger_than_the_send_buffer_is_refused_with_emsgsize),
		PEERS_TEST(sctp_sendx_sets_up_an_association_with_all_addresses_and_returns_its_id),
		PEERS_TEST(sctp_sendv_sets_up_an_association_with_all_addresses_and_returns_its_id),
		PEERS_TEST(ipv4_and_ipv6_addresses_mix_in_one_list),
		PEERS_TEST(an_address_that_is_twice_in_the_list_counts_once),
		PEERS_TEST(more_addresses_than_fit_as_ancillary_data_work_too),
		PEERS_TEST(link_local_addresses_keep_their_scope_id),
		PEERS_TEST(addresses_with_different_ports_are_refused_before_anything_is_sent),
		PEERS_TEST(info_in_read_only_memory_is_left_alone),
		PEERS_TEST(the_id_is_returned_into_memory_of_every_kind),
		PEERS_TEST(a_message_with_a_lifetime_sets_up_an_association_and_arrives),
		PEERS_TEST(a_lifetime_does_not_make_dontwait_wait),
		PEERS_TEST(a_lifetime_does_not_keep_the_id_back),
		PEERS_TEST(an_association_that_is_not_up_has_no_id_yet),
		PEERS_TEST(eof_with_data_waits_for_the_association_or_is_refused),
		ALL(no_data_to_an_address_sets_up_an_association),
		PEERS_TEST(no_data_to_a_port_where_nobody_listens_is_refused),
		BOTH_FAMILIES(eof_goes_with_data_on_a_one_to_many_socket),
		BOTH_FAMILIES(eof_alone_ends_an_association_of_a_one_to_many_socket),
		BOTH_FAMILIES(eof_ends_sending_on_a_one_to_one_socket),
		PEERS_TEST(eof_with_data_that_is_wrong_otherwise_sends_nothing),
		PEERS_TEST(abort_ends_an_association_with_a_reason),
		PEERS_TEST(sendall_reaches_every_peer),
		ALL(sctp_recvmsg_reads_a_message_in_pieces),
		ALL(sctp_recvmsg_zeroes_sinfo_where_nothing_tells_of_the_message),
		ALL(sctp_recvmsg_fills_sinfo_from_rcvinfo_where_only_that_is_on),
		PEERS_TEST(sctp_recvv_stores_what_is_on_and_fits),
		BOTH_FAMILIES(the_end_of_an_association_reads_as_0_on_a_one_to_one_socket),
		BOTH_FAMILIES(sctp_peeloff_gives_an_association_its_own_socket),
	};

	return peers_main(tests);
}
