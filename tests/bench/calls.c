/* SPDX-License-Identifier: MIT
 *
 * Calls each function of libsctp a few times in a usual situation, for others to count what that costs: strace the
 * system calls (between two marks), callgrind the instructions (each call is made by a function of its own,
 * case_NAME), and malloc() here the allocations.
 *
 *   calls          prints 'NAME ok|failed|absent ALLOCATIONS', the latter of CALLS calls
 *   calls marks    and makes a system call that fails before and after each call: write(-1, "begin NAME")
 *
 * It is linked to functions that both libraries have, and finds by dlsym() those that one of them lacks.
 */
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#include <netinet/sctp.h>

#define CALLS 4

static unsigned long allocations;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	allocations++;
	return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	allocations++;
	return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	allocations++;
	return __libc_realloc(old, size);
}

/* ---- sockets, all on the loopback ---- */

static struct sockaddr_in many_addr; /* of many */
static struct sockaddr *to = (struct sockaddr *)&many_addr;
static int many;	   /* one-to-many, listening */
static int client, server; /* one-to-one, connected to each other */
static int sender;	   /* one-to-many, with an association to many */
static sctp_assoc_t sender_id;
static int fresh;	      /* a socket that the next call alone uses */
static sctp_assoc_t fresh_id; /* its association */
static struct sockaddr *list; /* for sctp_freepaddrs() */

static char payload[64];
static struct iovec iov = { payload, sizeof(payload) };

static void need(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "calls: %s: %s\n", what, strerror(errno));
		exit(2);
	}
}

static int sctp_socket(int type)
{
	struct timeval patience = { .tv_sec = 5 };
	int on = 1, fd = socket(AF_INET, type, IPPROTO_SCTP);

	need(fd >= 0, "socket");
	setsockopt(fd, IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

static int listener(int type, struct sockaddr_in *addr)
{
	socklen_t size = sizeof(*addr);
	int fd = sctp_socket(type);

	*addr = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	need(bind(fd, (struct sockaddr *)addr, size) == 0, "bind");
	need(listen(fd, 100) == 0, "listen");
	need(getsockname(fd, (struct sockaddr *)addr, &size) == 0, "getsockname");
	return fd;
}

static sctp_assoc_t associate(int fd)
{
	struct sctp_getaddrs_old arg = { .addr_num = sizeof(many_addr), .addrs = to };
	socklen_t size = sizeof(arg);

	need(getsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3, &arg, &size) == 0, "connectx");
	return arg.assoc_id;
}

static void set_up(void)
{
	struct sockaddr_in addr;
	int listening = listener(SOCK_STREAM, &addr);

	many = listener(SOCK_SEQPACKET, &many_addr);
	client = sctp_socket(SOCK_STREAM);
	need(connect(client, (struct sockaddr *)&addr, sizeof(addr)) == 0, "connect");
	server = accept(listening, NULL, NULL);
	need(server >= 0, "accept");
	sender = sctp_socket(SOCK_SEQPACKET);
	sender_id = associate(sender);
}

/* What a call needs before it, and what is tidied after it. */

static void fresh_many(void)
{
	fresh = sctp_socket(SOCK_SEQPACKET);
}

static void fresh_association(void)
{
	fresh_many();
	fresh_id = associate(fresh);
}

static void close_fresh(void)
{
	close(fresh);
}

static void drain(void)
{
	char rest[256];

	while (recv(server, rest, sizeof(rest), MSG_DONTWAIT) > 0 || recv(many, rest, sizeof(rest), MSG_DONTWAIT) > 0)
		;
}

static void incoming(int data_io, int rcvinfo, int nxtinfo)
{
	struct sctp_event_subscribe events = { .sctp_data_io_event = (uint8_t)data_io };

	setsockopt(server, IPPROTO_SCTP, SCTP_EVENTS, &events, sizeof(events));
	setsockopt(server, IPPROTO_SCTP, SCTP_RECVRCVINFO, &rcvinfo, sizeof(rcvinfo));
	setsockopt(server, IPPROTO_SCTP, SCTP_RECVNXTINFO, &nxtinfo, sizeof(nxtinfo));
	need(send(client, payload, sizeof(payload), 0) == sizeof(payload), "send");
	need(send(client, payload, sizeof(payload), 0) == sizeof(payload), "send");
}

static void incoming_plain(void) { incoming(0, 0, 0); }
static void incoming_sndrcv(void) { incoming(1, 0, 0); }
static void incoming_rcv(void) { incoming(0, 1, 0); }
static void incoming_nxt(void) { incoming(0, 0, 1); }
static void incoming_both(void) { incoming(0, 1, 1); }

static void get_list(void)
{
	need(sctp_getpaddrs(client, 0, &list) == 1, "sctp_getpaddrs");
}

static void free_list(void)
{
	free(list);
}

/* ---- the calls ---- */

#define CASE(name) static __attribute__((noinline)) long case_##name(void)

int connectx_1(int, struct sockaddr *, int);
int connectx_2(int, struct sockaddr *, int, sctp_assoc_t *);
__asm__(".symver connectx_1, sctp_connectx@VERS_1");
__asm__(".symver connectx_2, sctp_connectx@VERS_2");

static struct sockaddr_in any[2] = { { .sin_family = AF_INET }, { .sin_family = AF_INET } };

CASE(bindx)
{
	any[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return sctp_bindx(fresh, (struct sockaddr *)any, 1, SCTP_BINDX_ADD_ADDR) == 0;
}

CASE(bindx_2)
{
	any[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	any[1].sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
	return sctp_bindx(fresh, (struct sockaddr *)any, 2, SCTP_BINDX_ADD_ADDR) == 0;
}

CASE(connectx)
{
	sctp_assoc_t id = 0;

	return sctp_connectx(fresh, to, 1, &id) == 0 && id != 0;
}

CASE(connectx_1)
{
	return connectx_1(fresh, to, 1) == 0;
}

CASE(connectx_2)
{
	sctp_assoc_t id = 0;

	return connectx_2(fresh, to, 1, &id) == 0 && id != 0;
}

CASE(peeloff)
{
	int fd = sctp_peeloff(fresh, fresh_id);

	return fd >= 0;
}

static int (*peeloff_flags)(int, sctp_assoc_t, unsigned);
CASE(peeloff_flags)
{
	return peeloff_flags(fresh, fresh_id, 0) >= 0;
}

CASE(opt_info)
{
	struct sctp_status status;
	socklen_t size = sizeof(status);

	return sctp_opt_info(sender, sender_id, SCTP_STATUS, &status, &size) == 0;
}

CASE(opt_info_plain)
{
	struct sctp_initmsg init;
	socklen_t size = sizeof(init);

	return sctp_opt_info(client, 0, SCTP_INITMSG, &init, &size) == 0;
}

CASE(getpaddrs)
{
	return sctp_getpaddrs(client, 0, &list) == 1;
}

CASE(getladdrs)
{
	return sctp_getladdrs(client, 0, &list) >= 1;
}

CASE(freepaddrs)
{
	return sctp_freepaddrs(list) == 0;
}

CASE(freeladdrs)
{
	return sctp_freeladdrs(list) == 0;
}

CASE(getaddrlen)
{
	return sctp_getaddrlen(AF_INET6) == sizeof(struct sockaddr_in6);
}

static sctp_assoc_t (*getassocid)(int, struct sockaddr *);
CASE(getassocid)
{
	return getassocid(sender, to) == sender_id;
}

CASE(send)
{
	struct sctp_sndrcvinfo info = { .sinfo_stream = 1 };

	return sctp_send(client, payload, sizeof(payload), &info, 0) == sizeof(payload);
}

CASE(send_noinfo)
{
	return sctp_send(client, payload, sizeof(payload), NULL, 0) == sizeof(payload);
}

CASE(sendmsg)
{
	return sctp_sendmsg(client, payload, sizeof(payload), NULL, 0, 0, 0, 1, 0, 0) == sizeof(payload);
}

CASE(sendmsg_to)
{
	return sctp_sendmsg(sender, payload, sizeof(payload), to, sizeof(many_addr), 0, 0, 1, 0, 0) == sizeof(payload);
}

static int (*sendx)(int, const void *, size_t, struct sockaddr *, int, struct sctp_sndrcvinfo *, int);
CASE(sendx_id)
{
	struct sctp_sndrcvinfo info = { .sinfo_assoc_id = sender_id };

	return sendx(sender, payload, sizeof(payload), to, 1, &info, 0) == sizeof(payload);
}

static int (*sendmsgx)(int, const void *, size_t, struct sockaddr *, int, uint32_t, uint32_t, uint16_t, uint32_t,
		       uint32_t);
CASE(sendmsgx)
{
	return sendmsgx(sender, payload, sizeof(payload), to, 1, 0, 0, 1, 0, 0) == sizeof(payload);
}

CASE(sendv)
{
	return sctp_sendv(client, &iov, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0) == sizeof(payload);
}

CASE(sendv_snd)
{
	struct sctp_sndinfo info = { .snd_sid = 1 };

	return sctp_sendv(client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) == sizeof(payload);
}

CASE(sendv_pr)
{
	struct sctp_prinfo info = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 1000 };

	return sctp_sendv(client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_PRINFO, 0) == sizeof(payload);
}

CASE(sendv_auth)
{
	struct sctp_authinfo info = { .auth_keynumber = 0 };

	return sctp_sendv(client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_AUTHINFO, 0) == sizeof(payload);
}

/* Not with SCTP_SEND_AUTHINFO_VALID: three items are more than lksctp-tools 1.0.19 has room for. */
CASE(sendv_spa)
{
	struct sctp_sendv_spa info = {
		.sendv_flags = SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID,
		.sendv_sndinfo = { .snd_sid = 1 },
		.sendv_prinfo = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 1000 },
	};

	return sctp_sendv(client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SPA, 0) == sizeof(payload);
}

CASE(sendv_to)
{
	return sctp_sendv(sender, &iov, 1, to, 1, NULL, 0, SCTP_SENDV_NOINFO, 0) == sizeof(payload);
}

CASE(sendv_to_id)
{
	struct sctp_sndinfo info = { .snd_assoc_id = sender_id };

	return sctp_sendv(sender, &iov, 1, to, 1, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) == sizeof(payload);
}

/* The one case that may cost one system call more, in which RFC 6458 has the id returned. */
CASE(sendv_to_zero)
{
	struct sctp_sndinfo info = { .snd_sid = 1 };

	return sctp_sendv(sender, &iov, 1, to, 1, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) == sizeof(payload);
}

/* The same where the library cannot know that it may write there: it may be read-only memory. */
static struct sctp_sndinfo far_info;
CASE(sendv_to_zero_far)
{
	return sctp_sendv(sender, &iov, 1, to, 1, &far_info, sizeof(far_info), SCTP_SENDV_SNDINFO, 0) == sizeof(payload);
}

CASE(sendv_setup_zero)
{
	struct sctp_sndinfo info = { .snd_sid = 1 };

	return sctp_sendv(fresh, &iov, 1, to, 1, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) == sizeof(payload);
}

CASE(recvmsg)
{
	char data[128];
	int flags = 0;

	return sctp_recvmsg(server, data, sizeof(data), NULL, NULL, NULL, &flags) == sizeof(payload);
}

CASE(recvmsg_info)
{
	char data[128];
	struct sctp_sndrcvinfo info;
	struct sockaddr_in from;
	socklen_t size = sizeof(from);
	int flags = 0;

	return sctp_recvmsg(server, data, sizeof(data), (struct sockaddr *)&from, &size, &info, &flags) == sizeof(payload);
}

static inline __attribute__((always_inline)) int receive(struct sctp_recvv_rn *info, socklen_t *size, unsigned int *type)
{
	char data[128];
	struct iovec room = { data, sizeof(data) };
	struct sockaddr_in from;
	socklen_t from_size = sizeof(from);
	int flags = 0;

	return sctp_recvv(server, &room, 1, (struct sockaddr *)&from, &from_size, info, size, type, &flags);
}

#define RECVV(name, wanted)                                                                                  \
	CASE(name)                                                                                           \
	{                                                                                                    \
		struct sctp_recvv_rn info;                                                                   \
		socklen_t size = sizeof(info);                                                               \
		unsigned int type = 0;                                                                       \
                                                                                                             \
		return receive(&info, &size, &type) == sizeof(payload) && type == (wanted);                  \
	}
RECVV(recvv, SCTP_RECVV_NOINFO)
RECVV(recvv_rcv, SCTP_RECVV_RCVINFO)
RECVV(recvv_nxt, SCTP_RECVV_NXTINFO)
RECVV(recvv_rn, SCTP_RECVV_RN)
#undef RECVV

static void nothing(void)
{
}

static void reset_far(void)
{
	far_info = (struct sctp_sndinfo){ .snd_sid = 1 };
}

static const struct {
	const char *name;
	void (*before)(void);
	long (*call)(void);
	void (*after)(void);
	void *function; /* where dlsym() stores it: a function that one of the libraries lacks */
	const char *symbol;
} cases[] = {
#define ROW(name, before, after) { #name, before, case_##name, after, NULL, NULL },
#define FOUND(name, before, after, pointer) { #name, before, case_##name, after, &(pointer), "sctp_" #pointer },
	ROW(sendv, nothing, drain)
	ROW(sendv_snd, nothing, drain)
	ROW(sendv_pr, nothing, drain)
	ROW(sendv_auth, nothing, drain)
	ROW(sendv_spa, nothing, drain)
	ROW(sendv_to, nothing, drain)
	ROW(sendv_to_id, nothing, drain)
	ROW(sendv_to_zero, nothing, drain)
	ROW(sendv_to_zero_far, reset_far, drain)
	ROW(sendv_setup_zero, fresh_many, close_fresh)
	ROW(send, nothing, drain)
	ROW(send_noinfo, nothing, drain)
	ROW(sendmsg, nothing, drain)
	ROW(sendmsg_to, nothing, drain)
	FOUND(sendx_id, nothing, drain, sendx)
	FOUND(sendmsgx, nothing, drain, sendmsgx)
	ROW(recvv, incoming_plain, drain)
	ROW(recvv_rcv, incoming_rcv, drain)
	ROW(recvv_nxt, incoming_nxt, drain)
	ROW(recvv_rn, incoming_both, drain)
	ROW(recvmsg, incoming_plain, drain)
	ROW(recvmsg_info, incoming_sndrcv, drain)
	ROW(bindx, fresh_many, close_fresh)
	ROW(bindx_2, fresh_many, close_fresh)
	ROW(connectx, fresh_many, close_fresh)
	ROW(connectx_1, fresh_many, close_fresh)
	ROW(connectx_2, fresh_many, close_fresh)
	ROW(peeloff, fresh_association, close_fresh)
	FOUND(peeloff_flags, fresh_association, close_fresh, peeloff_flags)
	ROW(opt_info, nothing, nothing)
	ROW(opt_info_plain, nothing, nothing)
	ROW(getpaddrs, nothing, free_list)
	ROW(getladdrs, nothing, free_list)
	ROW(freepaddrs, get_list, nothing)
	ROW(freeladdrs, get_list, nothing)
	ROW(getaddrlen, nothing, nothing)
	FOUND(getassocid, nothing, nothing, getassocid)
#undef ROW
#undef FOUND
};

static void mark(const char *what, const char *name)
{
	char text[64];
	int size = snprintf(text, sizeof(text), "%s %s", what, name);

	if (write(-1, text, (size_t)size) < 0)
		errno = 0;
}

static __attribute__((noinline)) bool run_case(size_t i, bool marks, unsigned long *allocated, char *pad)
{
	unsigned long before;
	bool good = true;

	pad[0] = 0;
	for (int n = 0; n < CALLS; n++) {
		cases[i].before();
		if (marks)
			mark("begin", cases[i].name);
		before = allocations;
		good = cases[i].call() && good;
		*allocated += allocations - before;
		if (marks)
			mark("end", cases[i].name);
		cases[i].after();
	}
	return good;
}

int main(int argc, char **argv)
{
	bool marks = argc > 1 && strcmp(argv[1], "marks") == 0;
	char here;
	/* The locals of the cases lie in the middle of a page, as they mostly do, but not in every process. */
	char *pad = __builtin_alloca(((uintptr_t)&here + 2048) % 4096 + 16);

	set_up();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsigned long allocated = 0;
		const char *result = "absent";
		void *found = NULL;

		if (cases[i].symbol) {
			found = dlsym(RTLD_DEFAULT, cases[i].symbol);
			memcpy(cases[i].function, &found, sizeof(found));
		}
		if (!cases[i].symbol || found)
			result = run_case(i, marks, &allocated, pad) ? "ok" : "failed";
		printf("%s %s %lu\n", cases[i].name, result, allocated);
	}
	return 0;
}
