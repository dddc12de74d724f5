/* SPDX-License-Identifier: MIT
 *
 * Two SCTP sockets of one test and what happens between them, for the cmocka tests of a real kernel. Nothing
 * in here calls libsctp: the helpers use system calls alone, so that no bug of the library can hide in them.
 * What fails here fails the test that called. Include it first of all, or behind <setjmp.h>.
 *
 *	static void data_arrives(void **state)
 *	{
 *		struct peers p;
 *
 *		peers_up(&p, AF_INET6, SOCK_STREAM);		// or peers_make(), options, peers_join()
 *		peers_send(p.client, p.client_id, 0, "hello", 5);
 *		peers_expect(p.server, "hello", 5);
 *	}					// no close(): the teardown closes all that peers_* opened
 *
 *	int main(void)
 *	{
 *		const struct CMUnitTest tests[] = { PEERS_TEST(data_arrives) };
 *
 *		return peers_main(tests);
 *	}
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- running ---- */

/* A test that must end within 20 s (2 minutes under valgrind), then the sockets of peers_* are closed. */
#define PEERS_TEST(name) cmocka_unit_test_setup_teardown(name, peers_setup, peers_teardown)
/* The same, with a value for *state. */
#define PEERS_TEST_STATE(name, state) { #name, name, peers_setup, peers_teardown, state }
/* Four tests, one a style and family; *state is a const struct peers_kind *. Their names end in the kind. */
#define PEERS_TEST_KINDS(name)                                                                               \
	PEERS_TEST_KIND(name, 0, "one_to_one_ipv4"), PEERS_TEST_KIND(name, 1, "one_to_one_ipv6"),            \
		PEERS_TEST_KIND(name, 2, "one_to_many_ipv4"), PEERS_TEST_KIND(name, 3, "one_to_many_ipv6")
#define PEERS_TEST_KIND(name, index, words)                                                                  \
	{ #name "_" words, name, peers_setup, peers_teardown, (void *)&peers_kinds[index] }
struct peers_kind {
	int domain, type;
};
extern const struct peers_kind peers_kinds[4];

#define peers_main(tests) (peers_begin(), cmocka_run_group_tests(tests, NULL, NULL))

int peers_setup(void **state);
int peers_teardown(void **state);
void peers_begin(void);

/* How long to wait for what must happen: 5 s, under valgrind 30 s. And for what must not: 100 ms. */
int peers_limit_ms(void);
#define PEERS_QUIET_MS 100

/*
 * Tell valgrind that the kernel wrote this. It goes by the length that an option returns, and
 * SCTP_GET_LOCAL_ADDRS leaves its own header out of that: the last 8 bytes of what sctp_getladdrs() returns
 * look uninitialised.
 */
void peers_written(void *data, size_t size);

/* Run a command such as "ip address del 10.9.0.1/24 dev d0", which must succeed. */
void peers_command(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A system call's result that must not be -1; prints errno otherwise. The value is the result. */
#define peers_ok(call) peers_ok_(call, #call, __FILE__, __LINE__)
int peers_ok_(long rc, const char *call, const char *file, int line);
/* It must be -1 with that errno. */
#define peers_fails(call, error) (errno = 0, peers_fails_(call, error, #call, __FILE__, __LINE__))
void peers_fails_(long rc, int error, const char *call, const char *file, int line);

/* ---- addresses ---- */

union peers_addr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage storage;
};

/* "127.0.0.1" or "::1", port in host byte order. */
union peers_addr peers_addr(const char *text, int port);
socklen_t peers_addr_size(const union peers_addr *addr);
/* Whether two are the same host and port; an IPv4-mapped IPv6 address is the IPv4 address. */
bool peers_addr_same(const union peers_addr *a, const union peers_addr *b);
/* "127.0.0.1" or "::1" by domain. */
const char *peers_loopback(int domain);
/* "::" or "0.0.0.0". */
const char *peers_wildcard(int domain);

/* A packed list, at an odd address: as unaligned as a caller of sctp_bindx() may have it. */
#define PEERS_LIST_MAX 512
struct peers_list {
	int count;
	size_t size; /* bytes of addrs used */
	char odd;
	char addrs[PEERS_LIST_MAX * sizeof(struct sockaddr_in6)];
} __attribute__((packed));

/* Make one from "10.9.0.1 fd00::1", all with that port. */
void peers_list(struct peers_list *list, const char *texts, int port);
void peers_list_add(struct peers_list *list, const union peers_addr *addr);
static inline struct sockaddr *peers_list_sa(struct peers_list *list)
{
	return (struct sockaddr *)(void *)list->addrs;
}
/* Address number index of a packed list; whether a list of count has that host (ports are not compared). */
union peers_addr peers_list_at(const void *addrs, int index);
bool peers_list_has(const void *addrs, int count, const char *text);

/* ---- sockets ---- */

/* An SCTP socket with SCTP_NODELAY on and no event subscribed. type may have SOCK_NONBLOCK. */
int peers_socket(int domain, int type);
/*
 * Make it retransmit after 20 to 100 ms, send heartbeats every 50 ms, give an address up after 1
 * retransmission, but never the association.
 */
void peers_hurry(int fd);
/* Let the teardown close this descriptor, too. Returns it. */
int peers_keep(int fd);
/* Close one now. */
void peers_close(int fd);
/* Bind to all of "10.9.0.1 10.9.1.1" at one port (0: any). */
void peers_bind(int fd, const char *texts, int port);
/* The port in host byte order. */
int peers_port(int fd);
/* A new socket that is bound to texts at any port and listens. */
int peers_listener(int domain, int type, const char *texts);

/* ---- two ends and their association ---- */

struct peers {
	int domain, type;
	int listener;			/* listens; the same as server if one-to-many */
	int client, server;		/* the two ends; server is there after peers_join() */
	sctp_assoc_t client_id, server_id; /* each end's own id of the association, after peers_join() */
	union peers_addr client_addr, server_addr; /* the first address of each, with its port */
};

/* Two sockets of one style, bound, the server's listening. For options that an association starts with. */
void peers_make(struct peers *p, int domain, int type, const char *client_texts, const char *server_texts);
/* Set up the association (blocking) and fill in what comes with it. */
void peers_join(struct peers *p);
/* Both, on the loopback addresses. */
void peers_up(struct peers *p, int domain, int type);

/* The id by which fd knows its association with the peer that has this address; fails if there is none. */
sctp_assoc_t peers_id(int fd, const union peers_addr *peer);

/* ---- messages and notifications ---- */

/* Wait for an event of poll(); true if it came within the limit. */
bool peers_poll(int fd, short events, int limit_ms);
/* It must come. */
void peers_await(int fd, short events);
/* Nothing to read may come. */
void peers_quiet(int fd);

/* Send a message on that stream with sendmsg() and SCTP_SNDINFO. id is ignored by one-to-one sockets. */
void peers_send(int fd, sctp_assoc_t id, int stream, const void *data, size_t size);
/* The next data message must be this one (notifications before it are passed by). */
void peers_expect(int fd, const void *data, size_t size);

/*
 * Fill the server's receive window, so that what the client sends from now on waits there until the server
 * reads. For small windows: set SO_RCVBUF to 1 at the listener first. Each message is PEERS_FILL zero bytes.
 */
#define PEERS_FILL 1000
void peers_fill(const struct peers *p);

/* Subscribe to a notification (or unsubscribe) for all associations, present and future. */
void peers_subscribe(int fd, int type, bool on);

union peers_event {
	union sctp_notification n;
	struct sctp_assoc_change assoc; /* some by short names */
	struct sctp_paddr_change paddr;
	char bytes[4096];
};

/* Wait for a notification of that type, passing by all else that comes before it. Returns its length. */
size_t peers_event(int fd, int type, union peers_event *event);
