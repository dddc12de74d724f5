/* SPDX-License-Identifier: MIT
 * tests/kernel: --sysctl net.sctp.auth_enable=1 --sysctl net.sctp.addip_enable=1
 * tests/kernel: --dummy d0=192.0.2.1/24,192.0.2.2/24,2001:db8::1/64,2001:db8::2/64,fe80::9:1/64
 * tests/kernel: --dummy d1=198.51.100.1/24,198.51.100.2/24,2001:db8:1::1/64,2001:db8:1::2/64
 *
 * The functions that take and give addresses, on a real kernel: sctp_bindx(), sctp_connectx(),
 * sctp_getpaddrs(), sctp_getladdrs(), sctp_getaddrlen(), sctp_getassocid(), and the multi-homed associations
 * that they are for. 192.0.2.77 and the like are addresses where nobody is: a dummy device swallows what is
 * sent there. Private IPv4 addresses would not do: Linux does not tell them to a peer that it reaches at a
 * global IPv6 address.
 */
#include "tests/peers.h"

#include <dlfcn.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>

/* What both ends of a multi-homed association are bound to. */
struct kind {
	int domain, type, count;
	const char *client, *server, *dead; /* addresses; where nobody answers */
};

#define IPV4 2, "192.0.2.1 198.51.100.1", "192.0.2.2 198.51.100.2", "192.0.2.77"
#define IPV6 2, "2001:db8::1 2001:db8:1::1", "2001:db8::2 2001:db8:1::2", "2001:db8::77"
#define MIXED                                                                                                \
	4, "2001:db8::1 192.0.2.1 2001:db8:1::1 198.51.100.1",                                               \
		"2001:db8::2 192.0.2.2 198.51.100.2 2001:db8:1::2", "192.0.2.77"

static const struct kind kinds[] = {
	{ AF_INET, SOCK_STREAM, IPV4 },     { AF_INET6, SOCK_STREAM, IPV6 },
	{ AF_INET6, SOCK_STREAM, MIXED },   { AF_INET, SOCK_SEQPACKET, IPV4 },
	{ AF_INET6, SOCK_SEQPACKET, IPV6 }, { AF_INET6, SOCK_SEQPACKET, MIXED },
};

/* clang-format off */
#define TEST_KIND(name, index, words)                                                                        \
	{ #name "_" words, name, peers_setup, peers_teardown, (void *)&kinds[index] }
#define TEST_KINDS(name)                                                                                     \
	TEST_KIND(name, 0, "one_to_one_ipv4"), TEST_KIND(name, 1, "one_to_one_ipv6"),                        \
		TEST_KIND(name, 2, "one_to_one_mixed"), TEST_KIND(name, 3, "one_to_many_ipv4"),              \
		TEST_KIND(name, 4, "one_to_many_ipv6"), TEST_KIND(name, 5, "one_to_many_mixed")
/* clang-format on */

/* sctp_getladdrs(), see peers_written(). */
static int getladdrs(int fd, sctp_assoc_t id, struct sockaddr **addrs)
{
	int count = sctp_getladdrs(fd, id, addrs);
	char *next = count < 0 ? NULL : (char *)*addrs;

	for (int i = 0; i < count; i++) {
		sa_family_t family;

		memcpy(&family, next, sizeof(family));
		peers_written(next, (size_t)sctp_getaddrlen(family));
		next += sctp_getaddrlen(family);
	}
	return count;
}

/* ---- lists that must hold just these ---- */

static void assert_addrs(const struct sockaddr *addrs, int count, const char *texts, int port)
{
	struct peers_list wanted;

	peers_list(&wanted, texts, port);
	assert_int_equal(count, wanted.count);
	for (int i = 0; i < wanted.count; i++) {
		union peers_addr one = peers_list_at(wanted.addrs, i);
		bool found = false;

		for (int j = 0; j < count; j++) {
			union peers_addr other = peers_list_at(addrs, j);

			found = found || peers_addr_same(&one, &other);
		}
		assert_true(found);
	}
}

static void assert_local(int fd, sctp_assoc_t id, const char *texts, int port)
{
	struct sockaddr *addrs;
	int count = peers_ok(getladdrs(fd, id, &addrs));

	assert_addrs(addrs, count, texts, port);
	assert_int_equal(sctp_freeladdrs(addrs), 0);
}

static void assert_peers(int fd, sctp_assoc_t id, const char *texts, int port)
{
	struct sockaddr *addrs;
	int count = peers_ok(sctp_getpaddrs(fd, id, &addrs));

	assert_addrs(addrs, count, texts, port);
	assert_int_equal(sctp_freepaddrs(addrs), 0);
}

/* ---- sctp_bindx(): RFC 6458 9.1 ---- */

static void bindx_binds_a_packed_list_at_one_port(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	int fd = peers_socket(kind->domain, kind->type);

	peers_list(&list, kind->client, 0); /* port 0: "the operating system will choose an ephemeral port" */
	peers_ok(sctp_bindx(fd, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR));
	assert_int_not_equal(peers_port(fd), 0);
	assert_local(fd, 0, kind->client, peers_port(fd));
}

static void bindx_binds_the_port_that_is_given(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	int fd = peers_socket(kind->domain, kind->type);

	peers_list(&list, kind->client, 5001);
	peers_ok(sctp_bindx(fd, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR));
	assert_local(fd, 0, kind->client, 5001);
}

static void bindx_adds_to_a_bound_socket_with_its_port_or_none(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list, one;
	union peers_addr addr;

	peers_list(&list, kind->client, 5002);
	addr = peers_list_at(list.addrs, 0);
	peers_ok(bind(fd, &addr.sa, peers_addr_size(&addr)));
	for (int i = 1; i < list.count; i++) {
		peers_list(&one, "", 0);
		addr = peers_list_at(list.addrs, i);
		addr.v4.sin_port = htons(5003); /* "must be 0 or the same" */
		peers_list_add(&one, &addr);
		peers_fails(sctp_bindx(fd, peers_list_sa(&one), 1, SCTP_BINDX_ADD_ADDR), EINVAL);
		peers_list(&one, "", 0);
		addr.v4.sin_port = i % 2 ? 0 : htons(5002);
		peers_list_add(&one, &addr);
		peers_ok(sctp_bindx(fd, peers_list_sa(&one), 1, SCTP_BINDX_ADD_ADDR));
	}
	assert_local(fd, 0, kind->client, 5002);
}

static void bindx_removes_all_but_the_last(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;
	char first[64];

	peers_bind(fd, kind->client, 5004);
	snprintf(first, sizeof(first), "%.*s", (int)strcspn(kind->client, " "), kind->client);
	peers_list(&list, strchr(kind->client, ' ') + 1, 5004);
	peers_ok(sctp_bindx(fd, peers_list_sa(&list), list.count, SCTP_BINDX_REM_ADDR));
	assert_local(fd, 0, first, 5004);
	peers_list(&list, first, 5004);
	/* Linux; RFC: EINVAL */
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_REM_ADDR), EBUSY);
	assert_local(fd, 0, first, 5004);
}

static void bindx_does_not_bind_what_is_no_address_of_this_machine(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;

	peers_list(&list, kind->dead, 0);
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR), EADDRNOTAVAIL);
	assert_local(fd, 0, "", 0);
}

static void bindx_takes_a_failed_list_back_from_a_bound_socket(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;
	union peers_addr addr;

	peers_bind(fd, kind->client, 0);
	peers_list(&list, kind->server, 0);
	addr = peers_addr(kind->dead, 0);
	peers_list_add(&list, &addr);
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR), EADDRNOTAVAIL);
	assert_local(fd, 0, kind->client, peers_port(fd));
}

static void bindx_refuses_an_address_that_is_bound_already(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type), other = peers_socket(kind->domain, kind->type);
	struct peers_list list;

	peers_bind(fd, kind->client, 0);
	peers_list(&list, kind->client, 0);
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR), EINVAL);
	peers_list(&list, kind->client, peers_port(fd));
	peers_fails(sctp_bindx(other, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR), EADDRINUSE);
}

static void bindx_refuses_both_flags_at_once(void **state)
{
	int fd = peers_socket(AF_INET, SOCK_STREAM);
	struct peers_list list;

	(void)state;
	peers_list(&list, "127.0.0.1", 0); /* "It is not possible to both add and remove addresses" */
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR | SCTP_BINDX_REM_ADDR),
		    EINVAL);
}

static void bindx_of_the_wildcard_binds_every_interface(void **state)
{
	const struct peers_kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;
	struct sockaddr *addrs;
	int count;

	peers_list(&list, peers_wildcard(kind->domain), 0);
	peers_ok(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR));
	count = peers_ok(getladdrs(fd, 0, &addrs)); /* 9.5: the addresses that it stands for */
	assert_true(peers_list_has(addrs, count, "192.0.2.1"));
	assert_true(peers_list_has(addrs, count, "198.51.100.2"));
	assert_true(peers_list_has(addrs, count, "127.0.0.1"));
	assert_int_equal(peers_list_has(addrs, count, "2001:db8::1"), kind->domain == AF_INET6);
	assert_int_equal(peers_list_has(addrs, count, "::1"), kind->domain == AF_INET6);
	assert_false(peers_list_has(addrs, count, peers_wildcard(kind->domain)));
	for (int i = 0; i < count; i++)
		assert_int_equal(ntohs(peers_list_at(addrs, i).v4.sin_port), peers_port(fd));
	sctp_freeladdrs(addrs);
}

static void bindx_of_the_ipv6_wildcard_with_v6only_leaves_ipv4_out(void **state)
{
	int fd = peers_socket(AF_INET6, SOCK_SEQPACKET), on = 1;
	struct peers_list list;
	struct sockaddr *addrs;
	int count;

	(void)state;
	peers_ok(setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)));
	peers_list(&list, "192.0.2.1", 0);
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	peers_list(&list, "::", 0);
	peers_ok(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR));
	count = peers_ok(getladdrs(fd, 0, &addrs));
	assert_true(peers_list_has(addrs, count, "2001:db8:1::2"));
	assert_false(peers_list_has(addrs, count, "192.0.2.1"));
	sctp_freeladdrs(addrs);
}

static void bindx_of_an_ipv6_address_needs_an_ipv6_socket(void **state)
{
	int fd = peers_socket(AF_INET, SOCK_STREAM);
	struct peers_list list;

	(void)state;
	peers_list(&list, "2001:db8::1", 0);
	peers_fails(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR), EINVAL);
}

static void ipv4_addresses_of_an_ipv6_socket_are_mapped_or_plain_as_the_option_says(void **state)
{
	int fd = peers_socket(AF_INET6, SOCK_STREAM), off = 0;
	struct peers_list list;
	struct sockaddr *addrs;
	union peers_addr addr;

	(void)state;
	peers_list(&list, "::ffff:192.0.2.1", 0);
	peers_ok(sctp_bindx(fd, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR));
	assert_int_equal(getladdrs(fd, 0, &addrs), 1); /* 8.1.15: on (Linux's default) */
	addr = peers_list_at(addrs, 0);
	assert_int_equal(addr.sa.sa_family, AF_INET6);
	assert_true(IN6_IS_ADDR_V4MAPPED(&addr.v6.sin6_addr));
	sctp_freeladdrs(addrs);
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_I_WANT_MAPPED_V4_ADDR, &off, sizeof(off)));
	assert_int_equal(getladdrs(fd, 0, &addrs), 1);
	addr = peers_list_at(addrs, 0);
	assert_int_equal(addr.sa.sa_family, AF_INET);
	assert_true(peers_list_has(addrs, 1, "192.0.2.1"));
	sctp_freeladdrs(addrs);
}

static void a_link_local_address_keeps_its_scope(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers_list list;
	struct peers p;
	union peers_addr addr = peers_addr("fe80::9:1", 0);
	struct sockaddr *addrs;
	sctp_assoc_t id;

	if (kind->domain == AF_INET)
		return;
	p.listener = peers_socket(kind->domain, kind->type);
	p.client = peers_socket(kind->domain, kind->type);
	peers_list(&list, "", 0);
	peers_list_add(&list, &addr);
	peers_fails(sctp_bindx(p.listener, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR), EADDRNOTAVAIL);
	addr.v6.sin6_scope_id = if_nametoindex("d0");
	peers_list(&list, "", 0);
	peers_list_add(&list, &addr);
	peers_ok(sctp_bindx(p.listener, peers_list_sa(&list), 1, SCTP_BINDX_ADD_ADDR));
	peers_ok(listen(p.listener, 1));
	assert_int_equal(getladdrs(p.listener, 0, &addrs), 1);
	assert_int_equal(peers_list_at(addrs, 0).v6.sin6_scope_id, if_nametoindex("d0"));
	peers_ok(sctp_connectx(p.client, addrs, 1, &id)); /* which has the port, too */
	sctp_freeladdrs(addrs);
	assert_int_equal(sctp_getpaddrs(p.client, id, &addrs), 1);
	assert_int_equal(peers_list_at(addrs, 0).v6.sin6_scope_id, if_nametoindex("d0"));
	assert_int_equal(sctp_getassocid(p.client, addrs), id);
	sctp_freepaddrs(addrs);
}

/* ---- sctp_connectx(): RFC 6458 9.9 ---- */

static void connectx_connects_and_returns_the_id(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	struct peers p;
	sctp_assoc_t id = -1;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_list(&list, kind->server, peers_port(p.listener));
	errno = 77;
	assert_int_equal(sctp_connectx(p.client, peers_list_sa(&list), list.count, &id), 0);
	assert_int_equal(errno, 77);
	assert_int_equal(id, peers_id(p.client, &p.server_addr));
	peers_send(p.client, id, 0, "over", 4);
	p.server = p.listener;
	if (kind->type == SOCK_STREAM)
		p.server = peers_keep(peers_ok(accept(p.listener, NULL, NULL)));
	peers_expect(p.server, "over", 4);
}

static void connectx_needs_no_place_for_the_id(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_list(&list, kind->server, peers_port(p.listener));
	peers_ok(sctp_connectx(p.client, peers_list_sa(&list), list.count, NULL));
}

static void connectx_goes_on_to_the_next_address_where_nobody_answers(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	struct peers p;
	union peers_addr addr;
	sctp_assoc_t id;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_hurry(p.client);
	peers_list(&list, kind->dead, peers_port(p.listener));
	addr = p.server_addr;
	peers_list_add(&list, &addr);
	peers_ok(sctp_connectx(p.client, peers_list_sa(&list), list.count, &id));
	assert_int_equal(id, peers_id(p.client, &p.server_addr));
}

static void connectx_without_blocking_returns_the_id_and_einprogress(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	struct peers p;
	union peers_event event;
	sctp_assoc_t id = -1;

	peers_make(&p, kind->domain, kind->type | SOCK_NONBLOCK, kind->client, kind->server);
	peers_subscribe(p.client, SCTP_ASSOC_CHANGE, true);
	peers_list(&list, kind->server, peers_port(p.listener));
	peers_fails(sctp_connectx(p.client, peers_list_sa(&list), list.count, &id), EINPROGRESS);
	assert_true(id > 0);
	peers_event(p.client, SCTP_ASSOC_CHANGE, &event);
	assert_int_equal(event.assoc.sac_state, SCTP_COMM_UP);
	assert_int_equal(event.assoc.sac_assoc_id, id);
	peers_await(p.client, POLLOUT);
}

static void connectx_while_the_setup_goes_on_fails_with_ealready(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type | SOCK_NONBLOCK);
	struct peers_list list;
	sctp_assoc_t id = -1, begun;

	peers_list(&list, kind->dead, 9);
	peers_fails(sctp_connectx(fd, peers_list_sa(&list), 1, &id), EINPROGRESS);
	begun = id;
	assert_true(id > 0);
	peers_fails(sctp_connectx(fd, peers_list_sa(&list), 1, &id), EALREADY);
	assert_int_equal(id, begun); /* as lksctp-tools leaves it */
}

static void connectx_to_a_peer_that_is_connected_fails_with_eisconn(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	struct peers p;
	sctp_assoc_t id = -1;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_join(&p);
	peers_list(&list, kind->server, peers_port(p.listener));
	peers_fails(sctp_connectx(p.client, peers_list_sa(&list), list.count, &id), EISCONN);
	assert_int_equal(id, -1);
}

static void connectx_where_nobody_listens_fails_with_econnrefused(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;
	sctp_assoc_t id = -1;

	peers_list(&list, kind->server, 9);
	peers_fails(sctp_connectx(fd, peers_list_sa(&list), list.count, &id), ECONNREFUSED);
	assert_int_equal(id, -1);
}

static void connectx_where_nobody_is_fails_with_etimedout(void **state)
{
	const struct kind *kind = *state;
	struct sctp_initmsg init = { .sinit_max_attempts = 1, .sinit_max_init_timeo = 50 };
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;
	sctp_assoc_t id = -1;

	peers_hurry(fd);
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &init, sizeof(init)));
	peers_list(&list, kind->dead, 9);
	peers_fails(sctp_connectx(fd, peers_list_sa(&list), 1, &id), ETIMEDOUT);
	assert_int_equal(id, -1);
}

static void connectx_refuses_a_list_with_two_ports(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct peers_list list;
	union peers_addr addr;
	sctp_assoc_t id = -1;

	peers_list(&list, kind->server, 9);
	addr = peers_addr(kind->dead, 10);
	peers_list_add(&list, &addr);
	peers_fails(sctp_connectx(fd, peers_list_sa(&list), list.count, &id), EINVAL);
	assert_int_equal(id, -1);
}

static void connectx_of_one_socket_to_many_peers_gives_each_its_id(void **state)
{
	const struct peers_kind *kind = *state;
	enum { PEERS = 5 };
	int client = peers_socket(kind->domain, SOCK_SEQPACKET);
	sctp_assoc_t ids[PEERS];
	union peers_addr addrs[PEERS];

	for (int i = 0; i < PEERS; i++) {
		int listener = peers_listener(kind->domain, kind->type, peers_loopback(kind->domain));

		addrs[i] = peers_addr(peers_loopback(kind->domain), peers_port(listener));
		peers_ok(sctp_connectx(client, &addrs[i].sa, 1, &ids[i]));
		for (int j = 0; j < i; j++)
			assert_int_not_equal(ids[i], ids[j]);
	}
	for (int i = 0; i < PEERS; i++) {
		assert_int_equal(sctp_getassocid(client, &addrs[i].sa), ids[i]);
		assert_peers(client, ids[i], peers_loopback(kind->domain), ntohs(addrs[i].v4.sin_port));
	}
}

/* ---- the forms of sctp_connectx() that older programs bind ---- */

typedef int connectx_vers1(int sd, struct sockaddr *addrs, int addrcnt);
typedef int connectx_vers2(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);

static void *connectx_version(const char *version)
{
	void *function = dlvsym(RTLD_DEFAULT, "sctp_connectx", version);

	if (!function)
		fail_msg("no sctp_connectx@%s", version);
	return function;
}

static void connectx_of_vers_1_connects(void **state)
{
	const struct kind *kind = *state;
	connectx_vers1 *connectx = (connectx_vers1 *)connectx_version("VERS_1");
	struct peers_list list;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_list(&list, kind->server, peers_port(p.listener));
	assert_int_equal(peers_ok(connectx(p.client, peers_list_sa(&list), list.count)), 0);
	assert_peers(p.client, peers_id(p.client, &p.server_addr), kind->server, peers_port(p.listener));
	peers_fails(connectx(p.client, peers_list_sa(&list), list.count), EISCONN);
}

static void connectx_of_vers_2_and_3_connects_and_returns_the_id(void **state)
{
	static const char *const versions[] = { "VERS_2", "VERS_3" };
	const struct kind *kind = *state;

	for (int i = 0; i < 2; i++) {
		connectx_vers2 *connectx = (connectx_vers2 *)connectx_version(versions[i]);
		struct peers_list list;
		struct peers p;
		sctp_assoc_t id = -1;

		peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
		peers_list(&list, kind->server, peers_port(p.listener));
		assert_int_equal(peers_ok(connectx(p.client, peers_list_sa(&list), list.count, &id)), 0);
		assert_int_equal(id, peers_id(p.client, &p.server_addr));
		peers_fails(connectx(p.client, peers_list_sa(&list), list.count, &id), EISCONN);
		assert_int_equal(id, i == 0 ? 0 : peers_id(p.client, &p.server_addr)); /* as lksctp-tools has it */
	}
}

/* ---- sctp_getpaddrs(), sctp_getladdrs(): RFC 6458 9.3 to 9.6 ---- */

static void getpaddrs_and_getladdrs_give_each_end_the_addresses_of_both(void **state)
{
	const struct kind *kind = *state;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_join(&p);
	assert_peers(p.client, p.client_id, kind->server, peers_port(p.listener));
	assert_local(p.server, p.server_id, kind->server, peers_port(p.listener));
	assert_peers(p.server, p.server_id, kind->client, peers_port(p.client));
	assert_local(p.client, p.client_id, kind->client, peers_port(p.client));
	assert_local(p.client, 0, kind->client, peers_port(p.client));
}

static void getpaddrs_has_the_primary_address_first(void **state)
{
	const struct kind *kind = *state;
	struct sockaddr *addrs;
	union peers_addr first;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_join(&p);
	peers_ok(sctp_getpaddrs(p.client, p.client_id, &addrs));
	first = peers_list_at(addrs, 0);
	assert_true(peers_addr_same(&first, &p.server_addr));
	sctp_freepaddrs(addrs);
}

static void getpaddrs_of_a_one_to_one_socket_ignores_the_id(void **state)
{
	struct peers p;

	(void)state;
	peers_up(&p, AF_INET, SOCK_STREAM);
	assert_peers(p.client, 0, "127.0.0.1", peers_port(p.listener));
	assert_peers(p.client, 12345, "127.0.0.1", peers_port(p.listener));
	assert_local(p.client, 12345, "127.0.0.1", peers_port(p.client));
}

static void getpaddrs_and_getladdrs_of_no_association_fail_with_einval(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct sockaddr *addrs = (struct sockaddr *)state; /* must stay */
	struct peers p;

	peers_fails(sctp_getpaddrs(fd, 0, &addrs), EINVAL); /* Linux; RFC: 0 */
	peers_fails(sctp_getpaddrs(fd, 12345, &addrs), EINVAL);
	if (kind->type == SOCK_SEQPACKET) {
		peers_fails(getladdrs(fd, 12345, &addrs), EINVAL);
		peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
		peers_join(&p);
		peers_fails(sctp_getpaddrs(p.client, 0, &addrs), EINVAL);
		peers_fails(sctp_getpaddrs(p.client, p.server_id, &addrs), EINVAL); /* another socket's */
		peers_fails(getladdrs(p.client, p.server_id, &addrs), EINVAL);
	}
	assert_ptr_equal(addrs, state);
}

static void getladdrs_of_an_unbound_socket_gives_an_empty_list_to_free(void **state)
{
	const struct kind *kind = *state;
	int fd = peers_socket(kind->domain, kind->type);
	struct sockaddr *addrs = NULL;

	assert_int_equal(peers_ok(getladdrs(fd, 0, &addrs)), 0);
	assert_non_null(addrs);
	assert_int_equal(sctp_freeladdrs(addrs), 0);
}

static void freeing_no_list_is_allowed(void **state)
{
	(void)state;
	assert_int_equal(sctp_freepaddrs(NULL), 0);
	assert_int_equal(sctp_freeladdrs(NULL), 0);
}

static void an_association_of_the_wildcard_has_all_addresses_that_the_peer_can_reach(void **state)
{
	const struct peers_kind *kind = *state;
	struct sockaddr *addrs;
	struct peers p;
	int count;

	peers_make(&p, kind->domain, kind->type, "192.0.2.1", peers_wildcard(kind->domain));
	p.server_addr = peers_addr("198.51.100.2", peers_port(p.listener));
	peers_join(&p);
	count = peers_ok(sctp_getpaddrs(p.client, p.client_id, &addrs));
	assert_true(peers_list_has(addrs, count, "192.0.2.2"));
	assert_true(peers_list_has(addrs, count, "198.51.100.1"));
	assert_false(peers_list_has(addrs, count, "127.0.0.1")); /* RFC 5061 and 9260: not beyond its scope */
	sctp_freepaddrs(addrs);
}

/*
 * The library first offers room for 4096 bytes: 8 and 146 IPv6 addresses of 28, or 255 IPv4 addresses of 16.
 * The kernel says ENOMEM where that is too small.
 */
struct many {
	int domain, count;
};

static void add_interface_addrs(int count)
{
	FILE *ip = popen("ip -batch -", "w");

	assert_non_null(ip);
	for (int i = 1; i <= count; i++)
		fprintf(ip, "address add 2001:db8:2::%x/128 dev d0 nodad\n", i);
	assert_int_equal(pclose(ip), 0);
}

static int remove_interface_addrs(void **state)
{
	peers_teardown(state);
	return system("ip address flush dev d0 to 2001:db8:2::/64");
}

static union peers_addr many_addr(const struct many *many, int index, int port)
{
	char text[32];

	if (many->domain == AF_INET)
		snprintf(text, sizeof(text), "127.0.%d.%d", 1 + index / 200, 1 + index % 200);
	else
		snprintf(text, sizeof(text), "2001:db8:2::%x", 1 + index);
	return peers_addr(text, port);
}

static void assert_many(const struct many *many, const struct sockaddr *addrs, int count, int port)
{
	static bool found[PEERS_LIST_MAX];

	assert_int_equal(count, many->count);
	memset(found, 0, sizeof(found));
	for (int i = 0; i < count; i++) {
		union peers_addr addr = peers_list_at(addrs, i);
		int index;

		if (many->domain == AF_INET)
			index = (int)(ntohl(addr.v4.sin_addr.s_addr) >> 8 & 0xff) * 200 - 200 +
				(int)(ntohl(addr.v4.sin_addr.s_addr) & 0xff) - 1;
		else
			index = ntohs(addr.v6.sin6_addr.s6_addr16[7]) - 1;
		assert_in_range(index, 0, many->count - 1);
		assert_false(found[index]);
		found[index] = true;
		assert_int_equal(ntohs(addr.v4.sin_port), port);
	}
}

static void lists_of_many_addresses_are_complete(void **state)
{
	const struct many *many = *state;
	static struct peers_list list;
	struct sockaddr *addrs;
	struct peers p;
	int port, count;

	_Static_assert(sizeof(struct sctp_getaddrs) + 146 * sizeof(struct sockaddr_in6) == 4096, "fills it");
	if (many->domain == AF_INET6)
		add_interface_addrs(many->count);
	p.listener = peers_socket(many->domain, SOCK_STREAM);
	p.client = peers_socket(many->domain, SOCK_SEQPACKET);
	peers_list(&list, "", 0);
	for (int i = 0; i < many->count; i++) {
		union peers_addr addr = many_addr(many, i, 0);

		peers_list_add(&list, &addr);
	}
	peers_ok(sctp_bindx(p.listener, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR));
	port = peers_port(p.listener);
	count = peers_ok(getladdrs(p.listener, 0, &addrs));
	assert_many(many, addrs, count, port);
	peers_ok(listen(p.listener, 1));
	errno = 77;
	/* the list has the port: connect to all of them */
	assert_int_equal(sctp_connectx(p.client, addrs, count, &p.client_id), 0);
	sctp_freeladdrs(addrs);
	count = peers_ok(sctp_getpaddrs(p.client, p.client_id, &addrs));
	assert_int_equal(errno, 77);
	assert_many(many, addrs, count, port);
	sctp_freepaddrs(addrs);
}

/* ---- sctp_getaddrlen(), sctp_getassocid() ---- */

static void getaddrlen_knows_the_families_of_sctp(void **state)
{
	(void)state;
	assert_int_equal(sctp_getaddrlen(AF_INET), sizeof(struct sockaddr_in));
	assert_int_equal(sctp_getaddrlen(AF_INET6), sizeof(struct sockaddr_in6));
	for (int family = 0; family < 65536; family++) {
		if (family != AF_INET && family != AF_INET6)
			assert_int_equal(sctp_getaddrlen((sa_family_t)family), 0);
	}
}

static void getassocid_finds_the_association_by_each_of_its_addresses(void **state)
{
	const struct kind *kind = *state;
	struct peers_list list;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_join(&p);
	peers_list(&list, kind->server, peers_port(p.listener));
	for (int i = 0; i < list.count; i++) {
		union peers_addr addr = peers_list_at(list.addrs, i);

		errno = 77;
		assert_int_equal(sctp_getassocid(p.client, &addr.sa), p.client_id);
		assert_int_equal(errno, 77);
	}
	peers_list(&list, kind->client, peers_port(p.client));
	assert_int_equal(sctp_getassocid(p.server, peers_list_sa(&list)), p.server_id);
}

static void getassocid_of_a_stranger_is_0(void **state)
{
	const struct kind *kind = *state;
	struct peers p;
	union peers_addr addr = peers_addr(kind->dead, 9);

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_join(&p);
	errno = 0;
	assert_int_equal(sctp_getassocid(p.client, &addr.sa), 0);
	assert_int_equal(errno, EINVAL);
	addr = p.server_addr;
	addr.v4.sin_port = htons(9); /* the same host, another port */
	assert_int_equal(sctp_getassocid(p.client, &addr.sa), 0);
}

static void a_peeled_off_association_is_the_new_sockets(void **state)
{
	const struct peers_kind *kind = *state;
	struct peers p;
	int fd, port;

	if (kind->type == SOCK_STREAM)
		return;
	peers_up(&p, kind->domain, kind->type);
	port = peers_port(p.listener);
	fd = peers_keep(peers_ok(sctp_peeloff(p.client, p.client_id)));
	assert_int_equal(sctp_getassocid(p.client, &p.server_addr.sa), 0);
	assert_int_equal(sctp_getassocid(fd, &p.server_addr.sa), p.client_id);
	assert_peers(fd, p.client_id, peers_loopback(kind->domain), port);
	assert_peers(fd, 0, peers_loopback(kind->domain), port);
	assert_local(fd, 0, peers_loopback(kind->domain), peers_port(p.client));
}

/* ---- associations with several addresses ---- */

static union peers_addr primary(int fd, sctp_assoc_t id)
{
	struct sctp_prim prim;
	socklen_t size = sizeof(prim);
	union peers_addr addr;

	memset(&prim, 0, sizeof(prim));
	peers_ok(sctp_opt_info(fd, id, SCTP_PRIMARY_ADDR, &prim, &size));
	assert_int_equal(size, sizeof(prim));
	assert_int_equal(prim.ssp_assoc_id, id);
	memcpy(&addr, &prim.ssp_addr, sizeof(addr));
	return addr;
}

static int set_primary(int fd, sctp_assoc_t id, const union peers_addr *addr)
{
	struct sctp_prim prim;

	memset(&prim, 0, sizeof(prim));
	prim.ssp_assoc_id = id;
	memcpy(&prim.ssp_addr, addr, peers_addr_size(addr));
	return setsockopt(fd, IPPROTO_SCTP, SCTP_PRIMARY_ADDR, &prim, sizeof(prim));
}

static void the_primary_address_can_be_switched(void **state) /* 8.1.9 */
{
	const struct kind *kind = *state;
	union peers_addr got, second, stranger = peers_addr(kind->dead, 9);
	struct sctp_status status;
	socklen_t size = sizeof(status);
	struct peers_list list;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, kind->client, kind->server);
	peers_join(&p);
	got = primary(p.client, p.client_id);
	assert_true(peers_addr_same(&got, &p.server_addr));
	peers_list(&list, kind->server, peers_port(p.listener));
	second = peers_list_at(list.addrs, 1);
	peers_ok(set_primary(p.client, p.client_id, &second));
	got = primary(p.client, p.client_id);
	assert_true(peers_addr_same(&got, &second));
	memset(&status, 0, sizeof(status));
	peers_ok(sctp_opt_info(p.client, p.client_id, SCTP_STATUS, &status, &size)); /* 8.2.1 */
	memcpy(&got, &status.sstat_primary.spinfo_address, sizeof(got));
	assert_true(peers_addr_same(&got, &second));
	peers_fails(set_primary(p.client, p.client_id, &stranger), EINVAL);
	peers_send(p.client, p.client_id, 0, "second", 6);
	peers_expect(p.server, "second", 6);
}

static int path_state(int fd, sctp_assoc_t id, const union peers_addr *addr)
{
	struct sctp_paddrinfo info;
	socklen_t size = sizeof(info);

	memset(&info, 0, sizeof(info));
	memcpy(&info.spinfo_address, addr, peers_addr_size(addr));
	peers_ok(sctp_opt_info(fd, id, SCTP_GET_PEER_ADDR_INFO, &info, &size));
	assert_int_equal(info.spinfo_assoc_id, id);
	return info.spinfo_state;
}

/* Wait until the address is in that state by what the peer says of it. */
static void await_path(const struct peers *p, int state, const union peers_addr *addr)
{
	union peers_event event;
	union peers_addr changed;

	do {
		assert_int_equal(peers_event(p->client, SCTP_PEER_ADDR_CHANGE, &event), sizeof(event.paddr));
		memcpy(&changed, &event.paddr.spc_aaddr, sizeof(changed));
	} while (event.paddr.spc_state != state || !peers_addr_same(&changed, addr));
	assert_int_equal(event.paddr.spc_assoc_id, p->client_id);
}

static int restore_path(void **state)
{
	peers_teardown(state);
	return system("ip address replace 198.51.100.2/24 dev d1");
}

static void an_address_that_goes_away_is_left_for_another_until_it_is_back(void **state) /* 6.1.2, 8.2.2 */
{
	const struct peers_kind *kind = *state;
	union peers_addr second;
	struct peers p;

	peers_make(&p, kind->domain, kind->type, "192.0.2.1 198.51.100.1", "192.0.2.2 198.51.100.2");
	peers_hurry(p.client);
	peers_subscribe(p.client, SCTP_PEER_ADDR_CHANGE, true);
	peers_join(&p);
	second = peers_addr("198.51.100.2", peers_port(p.listener));
	await_path(&p, SCTP_ADDR_CONFIRMED, &second);
	assert_int_equal(path_state(p.client, p.client_id, &second), SCTP_ACTIVE);
	peers_ok(set_primary(p.client, p.client_id, &second));
	peers_command("ip address del 198.51.100.2/24 dev d1");
	await_path(&p, SCTP_ADDR_UNREACHABLE, &second);
	assert_int_equal(path_state(p.client, p.client_id, &second), SCTP_INACTIVE);
	assert_int_equal(path_state(p.client, p.client_id, &p.server_addr), SCTP_ACTIVE);
	peers_send(p.client, p.client_id, 0, "round", 5);
	peers_expect(p.server, "round", 5);
	peers_command("ip address add 198.51.100.2/24 dev d1");
	await_path(&p, SCTP_ADDR_AVAILABLE, &second);
	assert_int_equal(path_state(p.client, p.client_id, &second), SCTP_ACTIVE);
}

/* ---- a live association's addresses (RFC 5061): sysctl addip_enable ---- */

/* Wait for what is said of the address that has that place in a list. */
static void await_peer_addr(int fd, sctp_assoc_t id, int state, const void *addrs, int index)
{
	union peers_addr wanted = peers_list_at(addrs, index), changed;
	union peers_event event;

	do
		peers_event(fd, SCTP_PEER_ADDR_CHANGE, &event);
	while (event.paddr.spc_state != state);
	memcpy(&changed, &event.paddr.spc_aaddr, sizeof(changed));
	changed.v4.sin_port = wanted.v4.sin_port;
	assert_true(peers_addr_same(&changed, &wanted));
	assert_int_equal(event.paddr.spc_assoc_id, id);
}

static void addresses_added_and_removed_are_announced_to_the_peer(void **state)
{
	const struct kind *kind = *state;
	const char *rest = strchr(kind->client, ' ') + 1;
	struct peers_list list;
	struct peers p;
	char first[64];

	sscanf(kind->client, "%63s", first);
	peers_make(&p, kind->domain, kind->type, first, kind->server);
	peers_subscribe(p.listener, SCTP_PEER_ADDR_CHANGE, true);
	peers_join(&p);
	assert_peers(p.server, p.server_id, first, peers_port(p.client));

	peers_list(&list, rest, 0);
	peers_ok(sctp_bindx(p.client, peers_list_sa(&list), list.count, SCTP_BINDX_ADD_ADDR));
	for (int i = 0; i < list.count; i++)
		await_peer_addr(p.server, p.server_id, SCTP_ADDR_ADDED, list.addrs, i);
	assert_peers(p.server, p.server_id, kind->client, peers_port(p.client));
	assert_local(p.client, p.client_id, kind->client, peers_port(p.client));

	peers_list(&list, first, peers_port(p.client));
	peers_ok(sctp_bindx(p.client, peers_list_sa(&list), 1, SCTP_BINDX_REM_ADDR));
	await_peer_addr(p.server, p.server_id, SCTP_ADDR_REMOVED, list.addrs, 0);
	assert_peers(p.server, p.server_id, rest, peers_port(p.client));
	assert_local(p.client, p.client_id, rest, peers_port(p.client));
	peers_send(p.server, p.server_id, 0, "there", 5);
	peers_expect(p.client, "there", 5);
}

int main(void)
{
	static const struct many many[] = { { AF_INET, 255 },  { AF_INET, 256 },  { AF_INET6, 145 },
					    { AF_INET6, 146 }, { AF_INET6, 147 }, { AF_INET6, 300 },
					    { AF_INET6, 500 } };
/* clang-format off */
#define TEST_MANY(index, words)                                                                              \
	{ "lists_of_" words "_addresses_are_complete", lists_of_many_addresses_are_complete, peers_setup,    \
	  remove_interface_addrs, (void *)&many[index] }
#define TEST_PATH(index, words)                                                                              \
	{ "an_address_that_goes_away_is_left_for_another_until_it_is_back_" words,                           \
	  an_address_that_goes_away_is_left_for_another_until_it_is_back, peers_setup, restore_path,         \
	  (void *)&peers_kinds[index] }
	/* clang-format on */
	const struct CMUnitTest tests[] = {
		TEST_KINDS(bindx_binds_a_packed_list_at_one_port),
		TEST_KINDS(bindx_binds_the_port_that_is_given),
		TEST_KINDS(bindx_adds_to_a_bound_socket_with_its_port_or_none),
		TEST_KINDS(bindx_removes_all_but_the_last),
		TEST_KINDS(bindx_does_not_bind_what_is_no_address_of_this_machine),
		TEST_KINDS(bindx_takes_a_failed_list_back_from_a_bound_socket),
		TEST_KINDS(bindx_refuses_an_address_that_is_bound_already),
		PEERS_TEST(bindx_refuses_both_flags_at_once),
		PEERS_TEST_KINDS(bindx_of_the_wildcard_binds_every_interface),
		PEERS_TEST(bindx_of_the_ipv6_wildcard_with_v6only_leaves_ipv4_out),
		PEERS_TEST(bindx_of_an_ipv6_address_needs_an_ipv6_socket),
		PEERS_TEST(ipv4_addresses_of_an_ipv6_socket_are_mapped_or_plain_as_the_option_says),
		PEERS_TEST_KINDS(a_link_local_address_keeps_its_scope),
		TEST_KINDS(connectx_connects_and_returns_the_id),
		TEST_KINDS(connectx_needs_no_place_for_the_id),
		TEST_KINDS(connectx_goes_on_to_the_next_address_where_nobody_answers),
		TEST_KINDS(connectx_without_blocking_returns_the_id_and_einprogress),
		TEST_KINDS(connectx_while_the_setup_goes_on_fails_with_ealready),
		TEST_KINDS(connectx_to_a_peer_that_is_connected_fails_with_eisconn),
		TEST_KINDS(connectx_where_nobody_listens_fails_with_econnrefused),
		TEST_KINDS(connectx_where_nobody_is_fails_with_etimedout),
		TEST_KINDS(connectx_refuses_a_list_with_two_ports),
		PEERS_TEST_KINDS(connectx_of_one_socket_to_many_peers_gives_each_its_id),
		TEST_KINDS(connectx_of_vers_1_connects),
		TEST_KINDS(connectx_of_vers_2_and_3_connects_and_returns_the_id),
		TEST_KINDS(getpaddrs_and_getladdrs_give_each_end_the_addresses_of_both),
		TEST_KINDS(getpaddrs_has_the_primary_address_first),
		PEERS_TEST(getpaddrs_of_a_one_to_one_socket_ignores_the_id),
		TEST_KINDS(getpaddrs_and_getladdrs_of_no_association_fail_with_einval),
		TEST_KINDS(getladdrs_of_an_unbound_socket_gives_an_empty_list_to_free),
		PEERS_TEST(freeing_no_list_is_allowed),
		PEERS_TEST_KINDS(an_association_of_the_wildcard_has_all_addresses_that_the_peer_can_reach),
		TEST_MANY(0, "255_ipv4"),
		TEST_MANY(1, "256_ipv4"),
		TEST_MANY(2, "145_ipv6"),
		TEST_MANY(3, "146_ipv6"),
		TEST_MANY(4, "147_ipv6"),
		TEST_MANY(5, "300_ipv6"),
		TEST_MANY(6, "500_ipv6"),
		PEERS_TEST(getaddrlen_knows_the_families_of_sctp),
		TEST_KINDS(getassocid_finds_the_association_by_each_of_its_addresses),
		TEST_KINDS(getassocid_of_a_stranger_is_0),
		PEERS_TEST_KINDS(a_peeled_off_association_is_the_new_sockets),
		TEST_KINDS(the_primary_address_can_be_switched),
		TEST_PATH(0, "one_to_one_ipv4"),
		TEST_PATH(3, "one_to_many_ipv6"),
		TEST_KINDS(addresses_added_and_removed_are_announced_to_the_peer),
	};

	return peers_main(tests);
}
