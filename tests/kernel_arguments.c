/* SPDX-License-Identifier: MIT
 *
 * Bad arguments of every kind for every function: -1 (0 for an association's id) and errno, and nothing worse.
 * Each call is made in a child, so that one that crashes is one test that fails.
 *
 * Where the expected errno is Linux's own, its source is the system call that the function stands for: EBADF,
 * ENOTSOCK and EFAULT as in socket(7), ENOPROTOOPT from a socket that is none of SCTP's.
 *
 * tests/kernel:
 */
#include "tests/peers.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>

/* What calls are made with. good: an association; closed: a number that is no descriptor. */
static struct peers good;
static int closed, file, tcp;
static struct sockaddr *addrs;	     /* one good address, at the end of its page: the next byte is unmapped */
static struct sockaddr no_family = { .sa_family = AF_UNIX };
static char data[100] = "hello";
static struct iovec iov = { data, 5 };
static struct sctp_sndrcvinfo sinfo;
static struct sctp_sndinfo snd;
static struct sctp_status status;
static struct sockaddr *list;
static socklen_t size;
static sctp_assoc_t id;

struct call {
	const char *text;
	long (*make)(void);
	long expected;
	int error, or_error;
	bool faults; /* hands the kernel bad memory on purpose, at which valgrind would complain */
};

static struct call calls[300];
static size_t call_count;

/* One call and what it must end with; main() finds it in calls[]. */
#define CALL2(expression, text, rc, error, or_error, faults, line)                                           \
	static long call_##line(void)                                                                        \
	{                                                                                                    \
		return expression;                                                                           \
	}                                                                                                    \
	__attribute__((constructor)) static void add_##line(void)                                            \
	{                                                                                                    \
		calls[call_count++] = (struct call){ text, call_##line, rc, error, or_error, faults };       \
	}
#define CALL1(expression, text, rc, error, or_error, faults, line)                                           \
	CALL2(expression, text, rc, error, or_error, faults, line)
#define FAILS(expression, error) CALL1(expression, #expression " fails with " #error, -1, error, error, false, __LINE__)
#define FAULTS(expression, error)                                                                            \
	CALL1(expression, #expression " fails with " #error, -1, error, error, true, __LINE__)
#define FAILS_EITHER(expression, error, or_error)                                                            \
	CALL1(expression, #expression " fails with " #error " or " #or_error, -1, error, or_error, false, __LINE__)
#define NO_ID(expression, error) CALL1(expression, #expression " is 0 with " #error, 0, error, error, false, __LINE__)

/* ---- descriptors ---- */
FAILS(sctp_bindx(closed, addrs, 1, SCTP_BINDX_ADD_ADDR), EBADF)
FAILS(sctp_connectx(closed, addrs, 1, &id), EBADF)
FAILS(sctp_peeloff(closed, 1), EBADF)
FAILS(sctp_peeloff_flags(closed, 1, 0), EBADF)
FAILS(sctp_getpaddrs(closed, 1, &list), EBADF)
FAILS(sctp_getladdrs(closed, 1, &list), EBADF)
FAILS((size = sizeof(status), sctp_opt_info(closed, 1, SCTP_STATUS, &status, &size)), EBADF)
NO_ID(sctp_getassocid(closed, addrs), EBADF)
FAILS(sctp_send(closed, data, 5, &sinfo, 0), EBADF)
FAILS(sctp_sendx(closed, data, 5, addrs, 1, &sinfo, 0), EBADF)
FAILS(sctp_sendmsg(closed, data, 5, addrs, sizeof(struct sockaddr_in), 0, 0, 0, 0, 0), EBADF)
FAILS(sctp_sendmsgx(closed, data, 5, addrs, 1, 0, 0, 0, 0, 0), EBADF)
FAILS(sctp_sendv(closed, &iov, 1, addrs, 1, &snd, sizeof(snd), SCTP_SENDV_SNDINFO, 0), EBADF)
FAILS(sctp_recvmsg(closed, data, 100, NULL, NULL, &sinfo, NULL), EBADF)
FAILS(sctp_recvv(closed, &iov, 1, NULL, NULL, NULL, NULL, NULL, NULL), EBADF)
FAILS(sctp_bindx(-1, addrs, 1, SCTP_BINDX_ADD_ADDR), EBADF)
FAILS(sctp_sendv(-1, &iov, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0), EBADF)

FAILS(sctp_bindx(file, addrs, 1, SCTP_BINDX_ADD_ADDR), ENOTSOCK)
FAILS(sctp_connectx(file, addrs, 1, &id), ENOTSOCK)
FAILS(sctp_peeloff(file, 1), ENOTSOCK)
FAILS(sctp_peeloff_flags(file, 1, 0), ENOTSOCK)
FAILS(sctp_getpaddrs(file, 1, &list), ENOTSOCK)
FAILS(sctp_getladdrs(file, 1, &list), ENOTSOCK)
FAILS((size = sizeof(status), sctp_opt_info(file, 1, SCTP_STATUS, &status, &size)), ENOTSOCK)
NO_ID(sctp_getassocid(file, addrs), ENOTSOCK)
FAILS(sctp_send(file, data, 5, &sinfo, 0), ENOTSOCK)
FAILS(sctp_sendv(file, &iov, 1, addrs, 1, &snd, sizeof(snd), SCTP_SENDV_SNDINFO, 0), ENOTSOCK)
FAILS(sctp_recvmsg(file, data, 100, NULL, NULL, &sinfo, NULL), ENOTSOCK)
FAILS(sctp_recvv(file, &iov, 1, NULL, NULL, NULL, NULL, NULL, NULL), ENOTSOCK)

FAILS_EITHER(sctp_bindx(tcp, addrs, 1, SCTP_BINDX_ADD_ADDR), ENOPROTOOPT, EOPNOTSUPP)
FAILS_EITHER(sctp_connectx(tcp, addrs, 1, &id), ENOPROTOOPT, EOPNOTSUPP)
FAILS_EITHER(sctp_peeloff(tcp, 1), ENOPROTOOPT, EOPNOTSUPP)
FAILS_EITHER(sctp_getpaddrs(tcp, 1, &list), ENOPROTOOPT, EOPNOTSUPP)
FAILS_EITHER((size = sizeof(status), sctp_opt_info(tcp, 1, SCTP_STATUS, &status, &size)), ENOPROTOOPT, EOPNOTSUPP)
NO_ID(sctp_getassocid(tcp, addrs), EOPNOTSUPP)

/* ---- lists of addresses ---- */
FAILS(sctp_bindx(good.client, NULL, 1, SCTP_BINDX_ADD_ADDR), EFAULT)
FAILS(sctp_bindx(good.client, addrs, 0, SCTP_BINDX_ADD_ADDR), EINVAL)
FAILS(sctp_bindx(good.client, addrs, -1, SCTP_BINDX_ADD_ADDR), EINVAL)
FAILS(sctp_bindx(good.client, addrs, INT_MIN, SCTP_BINDX_ADD_ADDR), EINVAL)
FAILS(sctp_bindx(good.client, addrs, INT_MAX, SCTP_BINDX_ADD_ADDR), EINVAL)
FAILS(sctp_bindx(good.client, addrs, 1, 0), EINVAL)
FAILS(sctp_bindx(good.client, addrs, 1, SCTP_BINDX_ADD_ADDR | SCTP_BINDX_REM_ADDR), EINVAL)
FAILS(sctp_bindx(good.client, addrs, 1, -1), EINVAL)
FAILS(sctp_bindx(good.client, &no_family, 1, SCTP_BINDX_ADD_ADDR), EINVAL)
FAILS(sctp_connectx(good.client, NULL, 1, &id), EFAULT)
FAILS(sctp_connectx(good.client, addrs, 0, &id), EINVAL)
FAILS(sctp_connectx(good.client, addrs, -1, &id), EINVAL)
FAILS(sctp_connectx(good.client, addrs, INT_MAX, &id), EINVAL)
FAILS(sctp_connectx(good.client, &no_family, 1, &id), EINVAL)
FAILS(sctp_connectx(good.client, addrs, 1, NULL), EISCONN)
FAILS(sctp_sendx(good.client, data, 5, NULL, 1, &sinfo, 0), EFAULT)
FAILS(sctp_sendx(good.client, data, 5, addrs, 0, &sinfo, 0), EINVAL)
FAILS(sctp_sendx(good.client, data, 5, addrs, -1, &sinfo, 0), EINVAL)
FAILS(sctp_sendx(good.client, data, 5, addrs, INT_MAX, &sinfo, 0), EINVAL)
FAILS(sctp_sendx(good.client, data, 5, &no_family, 1, &sinfo, 0), EINVAL)
FAILS(sctp_sendmsgx(good.client, data, 5, NULL, 1, 0, 0, 0, 0, 0), EFAULT)
FAILS(sctp_sendmsgx(good.client, data, 5, addrs, INT_MIN, 0, 0, 0, 0, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, NULL, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), EFAULT)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, -1, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, INT_MAX, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, &no_family, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL)
NO_ID(sctp_getassocid(good.client, NULL), EFAULT)
NO_ID(sctp_getassocid(good.client, &no_family), EINVAL)

/* ---- associations that there are not ---- */
FAILS(sctp_peeloff(good.client, 0), EINVAL)
FAILS(sctp_peeloff(good.client, 0x7ffffff), EINVAL)
FAILS(sctp_peeloff(good.client, -1), EINVAL)
FAILS(sctp_peeloff_flags(good.client, -1, 0), EINVAL)
FAILS(sctp_getpaddrs(good.client, 0x7ffffff, &list), EINVAL)
FAILS(sctp_getladdrs(good.client, 0x7ffffff, &list), EINVAL)
FAILS((size = sizeof(status), sctp_opt_info(good.client, 0x7ffffff, SCTP_STATUS, &status, &size)), EINVAL)
FAILS(sctp_send(good.client, data, 5, &(struct sctp_sndrcvinfo){ .sinfo_assoc_id = 0x7ffffff }, MSG_NOSIGNAL), EPIPE)

/* ---- pointers ---- */
FAILS(sctp_getpaddrs(good.client, good.client_id, NULL), EFAULT)
FAILS(sctp_getladdrs(good.client, good.client_id, NULL), EFAULT)
FAILS((size = sizeof(status), sctp_opt_info(good.client, good.client_id, SCTP_STATUS, NULL, &size)), EFAULT)
FAULTS(sctp_opt_info(good.client, good.client_id, SCTP_STATUS, &status, NULL), EFAULT)
FAILS(sctp_opt_info(good.client, good.client_id, SCTP_STATUS, NULL, NULL), EFAULT)
FAILS(sctp_opt_info(good.client, good.client_id, SCTP_EVENT, NULL, NULL), EFAULT)
FAULTS((sinfo.sinfo_assoc_id = good.client_id, sctp_send(good.client, NULL, 5, &sinfo, 0)), EFAULT)
FAULTS(sctp_sendmsg(good.client, NULL, 5, addrs, sizeof(struct sockaddr_in), 0, 0, 0, 0, 0), EFAULT)
FAULTS(sctp_sendv(good.client, NULL, 1, addrs, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), EFAULT)
FAULTS((peers_await(good.server, POLLIN), sctp_recvmsg(good.server, (void *)1, 100, NULL, NULL, NULL, NULL)), EFAULT)
FAULTS(sctp_recvv(good.client, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL), EFAULT)

/* ---- sizes and counts ---- */
FAILS((size = 0, sctp_opt_info(good.client, good.client_id, SCTP_STATUS, &status, &size)), EINVAL)
FAILS((size = 3, sctp_opt_info(good.client, good.client_id, SCTP_STATUS, &status, &size)), EINVAL)
FAILS((size = sizeof(status) - 1, sctp_opt_info(good.client, good.client_id, SCTP_STATUS, &status, &size)), EINVAL)
FAULTS((size = (socklen_t)-1, sctp_opt_info(good.client, good.client_id, SCTP_STATUS, &status, &size)), EINVAL)
FAILS((size = sizeof(status), sctp_opt_info(good.client, good.client_id, -1, &status, &size)), ENOPROTOOPT)
FAILS((size = sizeof(status), sctp_opt_info(good.client, good.client_id, INT_MAX, &status, &size)), ENOPROTOOPT)
FAILS((size = sizeof(status), sctp_opt_info(good.client, good.client_id, 200, &status, &size)), ENOPROTOOPT)
FAILS(sctp_sendv(good.client, &iov, -1, addrs, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL)
FAULTS(sctp_sendv(good.client, &iov, INT_MAX, addrs, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), EMSGSIZE)
FAILS(sctp_recvv(good.client, &iov, -1, NULL, NULL, NULL, NULL, NULL, NULL), EINVAL)
FAULTS(sctp_recvv(good.client, &iov, INT_MAX, NULL, NULL, NULL, NULL, NULL, NULL), EMSGSIZE)
FAILS(sctp_sendmsg(good.client, data, 5, addrs, 3, 0, 0, 0, 0, 0), EINVAL)
FAULTS(sctp_sendmsg(good.client, data, 5, addrs, 100000, 0, 0, 0, 0, 0), EFAULT)

/* ---- infos ---- */
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, sizeof(snd) - 1, SCTP_SENDV_SNDINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, 0, SCTP_SENDV_SNDINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, NULL, sizeof(snd), SCTP_SENDV_SNDINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, NULL, 0, SCTP_SENDV_SPA, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, sizeof(snd), SCTP_SENDV_SPA, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, 7, SCTP_SENDV_PRINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, 1, SCTP_SENDV_AUTHINFO, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, sizeof(snd), SCTP_SENDV_SPA + 1, 0), EINVAL)
FAILS(sctp_sendv(good.client, &iov, 1, addrs, 1, &snd, sizeof(snd), UINT_MAX, 0), EINVAL)

static void set_up(void)
{
	char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_ptr_not_equal(pages, MAP_FAILED);
	peers_ok(mprotect(pages + 4096, 4096, PROT_NONE));
	peers_up(&good, AF_INET, SOCK_SEQPACKET);
	addrs = (struct sockaddr *)(void *)(pages + 4096 - sizeof(struct sockaddr_in));
	memcpy(addrs, &good.server_addr, sizeof(struct sockaddr_in));
	file = peers_keep(memfd_create("no socket", 0));
	tcp = peers_keep(socket(AF_INET, SOCK_STREAM, 0));
	closed = dup(file);
	close(closed);
	/* what blocks is not refused: that, too, must be seen */
	peers_send(good.client, good.client_id, 0, "hello", 5);
	peers_ok(fcntl(good.client, F_SETFL, O_NONBLOCK));
}

static void a_call(void **state)
{
	const struct call *c = *state;
	int how;
	pid_t child;

	set_up();
	child = fork();
	if (child == 0) {
		long rc;

		errno = 0;
		rc = c->make();
		if (rc == c->expected && (errno == c->error || errno == c->or_error))
			_exit(0);
		printf("# %s = %ld, errno %d, but expected %ld, errno %d\n", c->text, rc, errno, c->expected,
		       c->error);
		fflush(stdout);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	if (WIFSIGNALED(how))
		fail_msg("%s: signal %d", c->text, WTERMSIG(how));
	assert_int_equal(how, 0);
}

int main(void)
{
	struct CMUnitTest tests[300];
	size_t count = 0;

	for (size_t i = 0; i < call_count; i++) {
		if (!calls[i].faults || !getenv("VALGRIND"))
			tests[count++] = (struct CMUnitTest){ calls[i].text, a_call, peers_setup, peers_teardown,
							      &calls[i] };
	}
	peers_begin();
	return _cmocka_run_group_tests("arguments", tests, count, NULL, NULL);
}
