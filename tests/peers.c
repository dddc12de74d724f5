/* SPDX-License-Identifier: MIT
 *
 * Two SCTP sockets of one test: see peers.h.
 */
#include "tests/peers.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#else
#define VALGRIND_MAKE_MEM_DEFINED(data, size) 0
#endif

/* ---- running ---- */

#define OPEN_MAX_FDS 256

const struct peers_kind peers_kinds[4] = {
	{ AF_INET, SOCK_STREAM },
	{ AF_INET6, SOCK_STREAM },
	{ AF_INET, SOCK_SEQPACKET },
	{ AF_INET6, SOCK_SEQPACKET },
};

static int open_fds[OPEN_MAX_FDS];
static int open_count;

int peers_limit_ms(void)
{
	return getenv("VALGRIND") ? 30000 : 5000;
}

static void too_late(int signal_number)
{
	(void)signal_number;
	fail_msg("the test hangs");
}

void peers_begin(void)
{
	/* fail() leaves the handler by longjmp(), which would leave the signal blocked. */
	struct sigaction action = { .sa_handler = too_late, .sa_flags = SA_NODEFER };

	sigaction(SIGALRM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	setvbuf(stdout, NULL, _IOLBF, 0);
	cmocka_set_message_output(CM_OUTPUT_TAP);
}

int peers_setup(void **state)
{
	(void)state;
	alarm(getenv("VALGRIND") ? 120 : 20);
	return 0;
}

int peers_teardown(void **state)
{
	(void)state;
	alarm(0);
	while (open_count)
		close(open_fds[--open_count]);
	return 0;
}

void peers_written(void *data, size_t size)
{
	(void)data, (void)size;
	(void)VALGRIND_MAKE_MEM_DEFINED(data, size);
}

void peers_command(const char *format, ...)
{
	char command[512];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	if (system(command) != 0) /* NOLINT: a test's own words */
		fail_msg("failed: %s", command);
}

int peers_ok_(long rc, const char *call, const char *file, int line)
{
	if (rc < 0) {
		print_error("%s: %s\n", call, strerror(errno));
		_fail(file, line);
	}
	return (int)rc;
}

void peers_fails_(long rc, int error, const char *call, const char *file, int line)
{
	int got = errno;

	if (rc != -1 || got != error) {
		print_error("%s: returned %ld with errno %d (%s), not -1 with %d (%s)\n", call, rc, got,
			    strerror(got), error, strerror(error));
		_fail(file, line);
	}
}

/* ---- addresses ---- */

union peers_addr peers_addr(const char *text, int port)
{
	union peers_addr addr;

	memset(&addr, 0, sizeof(addr));
	if (strchr(text, ':')) {
		addr.v6.sin6_family = AF_INET6;
		addr.v6.sin6_port = htons((uint16_t)port);
		if (inet_pton(AF_INET6, text, &addr.v6.sin6_addr) != 1)
			fail_msg("no address: %s", text);
	} else {
		addr.v4.sin_family = AF_INET;
		addr.v4.sin_port = htons((uint16_t)port);
		if (inet_pton(AF_INET, text, &addr.v4.sin_addr) != 1)
			fail_msg("no address: %s", text);
	}
	return addr;
}

socklen_t peers_addr_size(const union peers_addr *addr)
{
	return addr->sa.sa_family == AF_INET6 ? sizeof(addr->v6) : sizeof(addr->v4);
}

/* The address as 16 bytes, an IPv4 address in its IPv4-mapped form. */
static struct in6_addr host_of(const union peers_addr *addr)
{
	struct in6_addr host = { .s6_addr = { [10] = 0xff, [11] = 0xff } };

	if (addr->sa.sa_family == AF_INET6)
		return addr->v6.sin6_addr;
	memcpy(host.s6_addr + 12, &addr->v4.sin_addr, 4);
	return host;
}

static bool same_host(const union peers_addr *a, const union peers_addr *b)
{
	struct in6_addr hosts[] = { host_of(a), host_of(b) };

	return memcmp(&hosts[0], &hosts[1], sizeof(hosts[0])) == 0;
}

bool peers_addr_same(const union peers_addr *a, const union peers_addr *b)
{
	return same_host(a, b) && a->v4.sin_port == b->v4.sin_port; /* at one offset in both families */
}

const char *peers_loopback(int domain)
{
	return domain == AF_INET6 ? "::1" : "127.0.0.1";
}

const char *peers_wildcard(int domain)
{
	return domain == AF_INET6 ? "::" : "0.0.0.0";
}

void peers_list_add(struct peers_list *list, const union peers_addr *addr)
{
	if (list->size + sizeof(struct sockaddr_in6) > sizeof(list->addrs))
		fail_msg("a list of more than %d addresses", PEERS_LIST_MAX);
	memcpy(list->addrs + list->size, addr, peers_addr_size(addr));
	list->size += peers_addr_size(addr);
	list->count++;
}

void peers_list(struct peers_list *list, const char *texts, int port)
{
	char copy[1024], *save = NULL;

	list->count = 0;
	list->size = 0;
	if (snprintf(copy, sizeof(copy), "%s", texts) >= (int)sizeof(copy))
		fail_msg("a list too long");
	for (char *text = strtok_r(copy, " ", &save); text; text = strtok_r(NULL, " ", &save)) {
		union peers_addr addr = peers_addr(text, port);

		peers_list_add(list, &addr);
	}
}

union peers_addr peers_list_at(const void *addrs, int index)
{
	const char *next = addrs;
	union peers_addr addr;

	for (;;) {
		memset(&addr, 0, sizeof(addr));
		memcpy(&addr.sa.sa_family, next, sizeof(addr.sa.sa_family));
		if (addr.sa.sa_family != AF_INET && addr.sa.sa_family != AF_INET6)
			fail_msg("a list has an address of family %d", addr.sa.sa_family);
		memcpy(&addr, next, peers_addr_size(&addr));
		if (index-- == 0)
			return addr;
		next += peers_addr_size(&addr);
	}
}

bool peers_list_has(const void *addrs, int count, const char *text)
{
	union peers_addr wanted = peers_addr(text, 0);

	for (int i = 0; i < count; i++) {
		union peers_addr addr = peers_list_at(addrs, i);

		if (same_host(&addr, &wanted))
			return true;
	}
	return false;
}

/* ---- sockets ---- */

int peers_keep(int fd)
{
	if (open_count == OPEN_MAX_FDS)
		fail_msg("more than %d descriptors", OPEN_MAX_FDS);
	open_fds[open_count++] = fd;
	return fd;
}

void peers_close(int fd)
{
	for (int i = 0; i < open_count; i++) {
		if (open_fds[i] == fd) {
			open_fds[i] = open_fds[--open_count];
			break;
		}
	}
	peers_ok(close(fd));
}

int peers_socket(int domain, int type)
{
	int fd = peers_keep(peers_ok(socket(domain, type, IPPROTO_SCTP)));
	int on = 1;

	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof(on)));
	return fd;
}

void peers_hurry(int fd)
{
	struct sctp_rtoinfo rto = { .srto_initial = 50, .srto_max = 100, .srto_min = 20 };
	struct sctp_assocparams assoc = { .sasoc_asocmaxrxt = 10000 };
	struct sctp_paddrparams path;

	memset(&path, 0, sizeof(path));
	path.spp_hbinterval = 50;
	path.spp_pathmaxrxt = 1;
	path.spp_flags = SPP_HB_ENABLE;
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_RTOINFO, &rto, sizeof(rto)));
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_ASSOCINFO, &assoc, sizeof(assoc)));
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_PEER_ADDR_PARAMS, &path, sizeof(path)));
}

int peers_port(int fd)
{
	union peers_addr addr;
	socklen_t size = sizeof(addr);

	peers_ok(getsockname(fd, &addr.sa, &size));
	return ntohs(addr.v4.sin_port);
}

void peers_bind(int fd, const char *texts, int port)
{
	struct peers_list list;
	union peers_addr addr;

	peers_list(&list, texts, port);
	addr = peers_list_at(list.addrs, 0);
	peers_ok(bind(fd, &addr.sa, peers_addr_size(&addr)));
	port = peers_port(fd);
	for (int i = 1; i < list.count; i++) {
		addr = peers_list_at(list.addrs, i);
		addr.v4.sin_port = htons((uint16_t)port);
		peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_BINDX_ADD, &addr, peers_addr_size(&addr)));
	}
}

int peers_listener(int domain, int type, const char *texts)
{
	int fd = peers_socket(domain, type);

	peers_bind(fd, texts, 0);
	peers_ok(listen(fd, 100));
	return fd;
}

/* ---- two ends and their association ---- */

void peers_make(struct peers *p, int domain, int type, const char *client_texts, const char *server_texts)
{
	struct peers_list list;

	*p = (struct peers){ .domain = domain, .type = type, .server = -1 };
	p->listener = peers_listener(domain, type, server_texts);
	peers_list(&list, server_texts, peers_port(p->listener));
	p->server_addr = peers_list_at(list.addrs, 0);
	p->client = peers_socket(domain, type);
	peers_bind(p->client, client_texts, 0);
	peers_list(&list, client_texts, peers_port(p->client));
	p->client_addr = peers_list_at(list.addrs, 0);
}

sctp_assoc_t peers_id(int fd, const union peers_addr *peer)
{
	struct sctp_paddrinfo info = { .spinfo_assoc_id = 0 };
	socklen_t size = sizeof(info);

	memcpy(&info.spinfo_address, peer, peers_addr_size(peer));
	peers_ok(getsockopt(fd, IPPROTO_SCTP, SCTP_GET_PEER_ADDR_INFO, &info, &size));
	return info.spinfo_assoc_id;
}

void peers_join(struct peers *p)
{
	peers_ok(connect(p->client, &p->server_addr.sa, peers_addr_size(&p->server_addr)));
	if ((p->type & 0xf) == SOCK_STREAM) {
		peers_await(p->listener, POLLIN);
		p->server = peers_keep(peers_ok(accept(p->listener, NULL, NULL)));
	} else {
		p->server = p->listener;
	}
	p->client_id = peers_id(p->client, &p->server_addr);
	p->server_id = peers_id(p->server, &p->client_addr);
}

void peers_up(struct peers *p, int domain, int type)
{
	peers_make(p, domain, type, peers_loopback(domain), peers_loopback(domain));
	peers_join(p);
}

/* ---- messages and notifications ---- */

bool peers_poll(int fd, short events, int limit_ms)
{
	struct pollfd wait = { .fd = fd, .events = events };

	return peers_ok(poll(&wait, 1, limit_ms)) == 1;
}

void peers_await(int fd, short events)
{
	if (!peers_poll(fd, events, peers_limit_ms()))
		fail_msg("waited %d s for poll event %#x", peers_limit_ms() / 1000, (unsigned int)events);
}

void peers_quiet(int fd)
{
	if (peers_poll(fd, POLLIN, PEERS_QUIET_MS))
		fail_msg("there is something to read");
}

void peers_send(int fd, sctp_assoc_t id, int stream, const void *data, size_t size)
{
	union {
		struct cmsghdr item;
		char bytes[CMSG_SPACE(sizeof(struct sctp_sndinfo))];
	} control = { .item = { .cmsg_len = CMSG_LEN(sizeof(struct sctp_sndinfo)),
				.cmsg_level = IPPROTO_SCTP,
				.cmsg_type = SCTP_SNDINFO } };
	struct sctp_sndinfo info = { .snd_sid = (uint16_t)stream, .snd_assoc_id = id };
	struct iovec iov = { (void *)data, size };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)
	};

	memcpy(CMSG_DATA(&control.item), &info, sizeof(info));
	assert_int_equal(peers_ok(sendmsg(fd, &msg, MSG_NOSIGNAL)), size);
}

/* Read what comes next, all of it. Returns its size; *flags gets recvmsg()'s. */
static size_t receive(int fd, char *data, size_t room, int *flags)
{
	size_t size = 0;

	do {
		struct iovec iov = { data + size, room - size };
		struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
		int part;

		if (size == room)
			fail_msg("a message of more than %zu bytes", room);
		peers_await(fd, POLLIN);
		part = peers_ok(recvmsg(fd, &msg, 0));
		if (part == 0)
			fail_msg("the association has ended");
		size += (size_t)part;
		*flags = msg.msg_flags;
	} while (!(*flags & MSG_EOR));
	return size;
}

void peers_expect(int fd, const void *data, size_t size)
{
	size_t room = (size < 4096 ? 4096 : size) + 1, got;
	char *buffer = test_malloc(room);
	int flags;

	do
		got = receive(fd, buffer, room, &flags);
	while (flags & MSG_NOTIFICATION);
	assert_int_equal(got, size);
	assert_memory_equal(buffer, data, size);
	test_free(buffer);
}

void peers_fill(const struct peers *p)
{
	static const char filling[PEERS_FILL];
	struct sctp_status status;
	socklen_t size = sizeof(status);

	do {
		peers_send(p->client, p->client_id, 0, filling, sizeof(filling));
		memset(&status, 0, sizeof(status));
		status.sstat_assoc_id = p->client_id;
		peers_ok(getsockopt(p->client, IPPROTO_SCTP, SCTP_STATUS, &status, &size));
	} while (status.sstat_rwnd >= sizeof(filling));
	/* A closed window is probed with one message: the server takes one more and drops the next. */
	peers_send(p->client, p->client_id, 0, filling, sizeof(filling));
	peers_send(p->client, p->client_id, 0, filling, sizeof(filling));
}

void peers_subscribe(int fd, int type, bool on)
{
	struct sctp_event event;

	memset(&event, 0, sizeof(event)); /* the padding, too: valgrind sees it go to the kernel */
	event.se_assoc_id = SCTP_ALL_ASSOC;
	event.se_type = (uint16_t)type;
	event.se_on = on;
	peers_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_EVENT, &event, sizeof(event)));
}

size_t peers_event(int fd, int type, union peers_event *event)
{
	size_t size;
	int flags;

	do
		size = receive(fd, event->bytes, sizeof(event->bytes), &flags);
	while (!(flags & MSG_NOTIFICATION) || event->n.sn_header.sn_type != type);
	return size;
}
