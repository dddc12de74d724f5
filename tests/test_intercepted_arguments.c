/* SPDX-License-Identifier: MIT
 *
 * Wrong arguments of every kind to every function: -1 and errno, no crash, no byte read that the arguments do
 * not give, nothing sent. Pointers that may not be looked at are into an unmapped page. What is wrong is RFC
 * 6458's (9.12: EINVAL for infotype and infolen) or a system call's (EFAULT for NULL).
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/uio.h>

#define SD 3
#define FILL 0xa5

static struct iovec hello = { (void *)"hello", 5 };

static void *list_at_tail(const char *text)
{
	char bytes[256];

	return tail_readonly(bytes, pack_addrs(bytes, sizeof(bytes), text, 5000));
}

/* Failed with that error, without a system call. */
static void expect_refused(int rc, int error)
{
	assert_int_equal(rc, -1);
	assert_int_equal(errno, error);
	assert_int_equal(call_count, 0);
	errno = 0;
}

static void bindx_flags_are_one_of_two(void **state)
{
	static const int flags[] = { 0, 3, 4, -1, INT_MIN, INT_MAX, SCTP_SOCKOPT_BINDX_ADD };
	void *list = list_at_tail("192.0.2.1");

	(void)state;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		expect_refused(sctp_bindx(SD, list, 1, flags[i]), EINVAL);
		expect_refused(sctp_bindx(SD, NULL, 1, flags[i]), EINVAL);
	}
}

/* Every function with a list: a count that is none, NULL, a family that is none. */
static void lists_that_are_none_are_refused(void **state)
{
	static const struct {
		const char *list; /* NULL: a null pointer */
		int count, error;
	} tables[] = {
		{ NULL, 1, EFAULT },
		{ NULL, 2, EFAULT },
		{ NULL, 8000, EFAULT },
		{ NULL, INT_MAX, EINVAL },
		{ NULL, -1, EINVAL },
		{ NULL, INT_MIN, EINVAL },
		{ "", -1, EINVAL },
		{ "", INT_MIN, EINVAL },
		{ "", INT_MAX, EINVAL },
		{ "", 1 << 28, EINVAL },
		{ "x", 1, EINVAL },
		{ "192.0.2.1 x", 2, EINVAL },
		{ "2001:db8::1 x", 2, EINVAL },
		{ "192.0.2.1 2001:db8::1 x", 3, EINVAL },
	};
	struct sctp_sndrcvinfo old = { 0 };
	sctp_assoc_t id;

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		char bytes[128], text[64];
		const sa_family_t none = 99;
		void *list = NULL;
		size_t size;

		if (tables[i].list) {
			strcpy(text, tables[i].list);
			if (strchr(text, 'x'))
				*strchr(text, 'x') = '\0';
			size = pack_addrs(bytes, sizeof(bytes), text, 5000);
			if (strchr(tables[i].list, 'x')) {
				memcpy(bytes + size, &none, sizeof(none));
				size += sizeof(none);
			}
			list = tail_readonly(bytes, size);
		}
		intercept_reset();
		id = -1;
		expect_refused(sctp_bindx(SD, list, tables[i].count, SCTP_BINDX_ADD_ADDR), tables[i].error);
		expect_refused(sctp_connectx(SD, list, tables[i].count, &id), tables[i].error);
		assert_int_equal(id, -1);
		expect_refused(sctp_connectx(SD, list, tables[i].count, NULL), tables[i].error);
		expect_refused(sctp_sendx(SD, "hello", 5, list, tables[i].count, &old, 0), tables[i].error);
		expect_refused(sctp_sendx(SD, "hello", 5, list, tables[i].count, NULL, 0), tables[i].error);
		expect_refused(sctp_sendmsgx(SD, "hello", 5, list, tables[i].count, 0, 0, 0, 0, 0),
			       tables[i].error);
		expect_refused(
		    sctp_sendv(SD, &hello, 1, list, tables[i].count, NULL, 0, SCTP_SENDV_NOINFO, 0),
		    tables[i].error);
	}
	intercept_reset();
	expect_refused(sctp_sendx(SD, "hello", 5, NULL, 0, &old, 0), EINVAL);
	expect_refused(sctp_sendmsgx(SD, "hello", 5, NULL, 0, 0, 0, 0, 0, 0), EINVAL);
	expect_refused(sctp_connectx(SD, NULL, 0, &id), EINVAL);
	expect_refused(sctp_bindx(SD, NULL, 0, SCTP_BINDX_REM_ADDR), EINVAL);
}

static void an_address_of_no_family_has_no_association(void **state)
{
	static const sa_family_t families[] = { AF_UNSPEC, AF_UNIX, 99, 0xffff };

	(void)state;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		errno = 0;
		assert_int_equal(sctp_getassocid(SD, tail_readonly(&families[i], sizeof(families[i]))), 0);
		assert_int_equal(errno, EINVAL);
	}
	errno = 0;
	assert_int_equal(sctp_getassocid(SD, NULL), 0);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(call_count, 0);
}

/* lksctp-tools sends with any infotype, does not read infolen, and crashes on NULL (sendmsg.c:191-224). */
static void sendv_refuses_infotypes_and_sizes_that_are_none(void **state)
{
	static const unsigned int none[] = { 5, 6, 77, INT_MAX, UINT_MAX, 1U << 31 };
	static const struct {
		unsigned int infotype;
		socklen_t size;
	} types[] = {
		{ SCTP_SENDV_SNDINFO, sizeof(struct sctp_sndinfo) },
		{ SCTP_SENDV_PRINFO, sizeof(struct sctp_prinfo) },
		{ SCTP_SENDV_AUTHINFO, sizeof(struct sctp_authinfo) },
		{ SCTP_SENDV_SPA, sizeof(struct sctp_sendv_spa) },
	};
	void *nowhere = tail_alloc(0), *list = list_at_tail("192.0.2.1");

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		expect_refused(sctp_sendv(SD, &hello, 1, list, 1, nowhere, 64, none[i], 0), EINVAL);
		expect_refused(sctp_sendv(SD, &hello, 1, NULL, 0, NULL, 0, none[i], 0), EINVAL);
	}
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		for (socklen_t size = 0; size < types[i].size; size++) {
			unsigned char bytes[64] = { 7 };
			void *info = tail_readonly(bytes, size);

			expect_refused(sctp_sendv(SD, &hello, 1, list, 1, info, size, types[i].infotype, 0),
				       EINVAL);
			expect_refused(sctp_sendv(SD, &hello, 1, NULL, 0, info, size, types[i].infotype, 0),
				       EINVAL);
		}
		for (socklen_t size = 0; size < 64; size++)
			expect_refused(sctp_sendv(SD, &hello, 1, list, 1, NULL, size, types[i].infotype, 0),
				       EINVAL);
		expect_refused(sctp_sendv(SD, &hello, 1, list, 1, NULL, UINT_MAX, types[i].infotype, 0),
			       EINVAL);
	}
}

/* Whatever stands in info and infolen: there is none. */
static void sendv_without_info_does_not_look_at_it(void **state)
{
	(void)state;
	linux_socket.type = SOCK_STREAM;
	linux_socket.id = 5;
	assert_int_equal(sctp_sendv(SD, &hello, 1, NULL, 0, tail_alloc(0), 0, SCTP_SENDV_NOINFO, 0), 5);
	assert_int_equal(sctp_sendv(SD, &hello, 1, NULL, 0, tail_alloc(0), UINT_MAX, SCTP_SENDV_NOINFO, 0),
			 5);
	assert_int_equal(sctp_sendv(SD, &hello, 1, NULL, 0, NULL, 100, SCTP_SENDV_NOINFO, 0), 5);
	assert_int_equal(sctp_sendv(SD, &hello, 1, tail_alloc(0), 0, NULL, 0, SCTP_SENDV_NOINFO, 0),
			 5); /* no address */
	for (unsigned int i = 0; i < call_count; i++) {
		assert_int_equal(calls[i].control_size, 0);
		assert_null(calls[i].name_at);
	}
}

/* lksctp-tools: sctp_sendv() with addrcnt -1 writes behind its buffer (sendmsg.c:155). */
static void negative_counts_are_refused(void **state)
{
	static const int counts[] = { -1, -2, -1000, INT_MIN };
	void *nowhere = tail_alloc(0), *list = list_at_tail("192.0.2.1");
	struct sctp_sendv_spa spa = { .sendv_flags = 7 };
	char info[64];
	unsigned int infotype = 99;
	socklen_t infolen = sizeof(info);

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		expect_refused(sctp_sendv(SD, nowhere, counts[i], list, 1, NULL, 0, SCTP_SENDV_NOINFO, 0),
			       EINVAL);
		expect_refused(sctp_sendv(SD, nowhere, counts[i], NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0),
			       EINVAL);
		expect_refused(
		    sctp_sendv(SD, &hello, 1, nowhere, counts[i], &spa, sizeof(spa), SCTP_SENDV_SPA, 0),
		    EINVAL);
		expect_refused(
		    sctp_sendv(SD, &hello, 1, NULL, counts[i], &spa, sizeof(spa), SCTP_SENDV_SPA, 0), EINVAL);
		expect_refused(
		    sctp_recvv(SD, nowhere, counts[i], NULL, NULL, info, &infolen, &infotype, NULL), EINVAL);
	}
	assert_int_equal(infolen, sizeof(info));
	assert_int_equal(infotype, 99);
}

static ssize_t linux_imports(struct msghdr *msg, int flags)
{
	(void)flags;
	if (msg->msg_name && (int)msg->msg_namelen < 0)
		return -EINVAL;
	if (msg->msg_iovlen > 1024)
		return -EMSGSIZE;
	return !msg->msg_iov && msg->msg_iovlen ? -EFAULT : 0;
}

/* Which are the kernel's to refuse, and must not be looked at on the way, not even after EINVAL. */
static void iovecs_that_are_none_are_the_kernels_to_refuse(void **state)
{
	static const uint16_t flags[] = { 0, SCTP_EOF, SCTP_ABORT };
	void *list = list_at_tail("192.0.2.1");

	(void)state;
	kernel.recvmsg = linux_imports;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]) * 2; i++) {
		struct sctp_sndinfo info = { .snd_flags = flags[i / 2] };
		struct iovec endless = { (void *)"hello", SIZE_MAX };
		void *to = i % 2 ? list : NULL;

		errno = 0;
		assert_int_equal(
		    sctp_sendv(SD, NULL, 1, to, i % 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0), -1);
		assert_int_equal(errno, EFAULT);
		assert_int_equal(
		    sctp_sendv(SD, NULL, INT_MAX, to, i % 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0), -1);
		assert_int_equal(errno, EMSGSIZE);
		assert_int_equal(
		    sctp_sendv(SD, &endless, 1, to, i % 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(linux_socket.id, 0);
	}
	assert_int_equal(sctp_recvv(SD, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL), -1);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(sctp_recvv(SD, NULL, INT_MAX, NULL, NULL, NULL, NULL, NULL, NULL), -1);
	assert_int_equal(errno, EMSGSIZE);
	assert_int_equal(sctp_recvv(SD, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL), 0);
	for (int i = 0; i < 2; i++) {
		socklen_t size = (socklen_t)-1;
		struct sockaddr_in from;
		char byte;

		assert_int_equal(i ? sctp_recvv(SD, NULL, 0, (void *)&from, &size, NULL, NULL, NULL, NULL)
				   : sctp_recvmsg(SD, &byte, 1, (void *)&from, &size, NULL, NULL),
				 -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(size, (socklen_t)-1);
	}
}

/* ---- every function, on a descriptor that is none ---- */

enum function_called {
	BINDX_ADD,
	BINDX_REM,
	CONNECTX,
	PEELOFF,
	PEELOFF_FLAGS,
	OPT_INFO,
	OPT_INFO_EVENT,
	GETPADDRS,
	GETLADDRS,
	GETASSOCID,
	SEND,
	SEND_EOF,
	SENDMSG_TO,
	SENDMSG_EMPTY,
	SENDX,
	SENDX_EMPTY,
	SENDX_LONG,
	SENDMSGX,
	SENDV,
	SENDV_EOF,
	SENDV_LONG,
	RECVMSG_ALL,
	RECVV,
	EVERY_FUNCTION
};

static int call(enum function_called function)
{
	struct sctp_sndrcvinfo old = { .sinfo_flags = function == SEND_EOF ? SCTP_EOF : 0 };
	struct sctp_sndinfo info = { .snd_flags = function == SENDV_EOF ? SCTP_EOF : 0 };
	void *list = list_at_tail("192.0.2.1 2001:db8::1"), *scoped = list_at_tail("fe80::1%3 192.0.2.1");
	struct sctp_event event = { .se_type = SCTP_ASSOC_CHANGE };
	struct sctp_rtoinfo rto;
	struct sockaddr *addrs;
	sctp_assoc_t id;
	socklen_t size;
	char byte;

	switch (function) {
	case BINDX_ADD:
		return sctp_bindx(SD, list, 2, SCTP_BINDX_ADD_ADDR);
	case BINDX_REM:
		return sctp_bindx(SD, list, 2, SCTP_BINDX_REM_ADDR);
	case CONNECTX:
		return sctp_connectx(SD, list, 2, &id);
	case PEELOFF:
		return sctp_peeloff(SD, 1);
	case PEELOFF_FLAGS:
		return sctp_peeloff_flags(SD, 1, 0);
	case OPT_INFO:
		size = sizeof(rto);
		return sctp_opt_info(SD, 1, SCTP_RTOINFO, &rto, &size);
	case OPT_INFO_EVENT:
		size = sizeof(event);
		return sctp_opt_info(SD, 1, SCTP_EVENT, &event, &size);
	case GETPADDRS:
		return sctp_getpaddrs(SD, 1, &addrs);
	case GETLADDRS:
		return sctp_getladdrs(SD, 1, &addrs);
	case GETASSOCID:
		return sctp_getassocid(SD, list) == 0 ? -1 : 0;
	case SEND:
	case SEND_EOF:
		return sctp_send(SD, "hello", 5, &old, 0);
	case SENDMSG_TO:
		return sctp_sendmsg(SD, "hello", 5, list, 16, 0, 0, 0, 0, 0);
	case SENDMSG_EMPTY:
		return sctp_sendmsg(SD, NULL, 0, list, 16, 0, 0, 0, 0, 0);
	case SENDX:
		return sctp_sendx(SD, "hello", 5, list, 2, &old, 0);
	case SENDX_EMPTY:
		return sctp_sendx(SD, NULL, 0, list, 2, &old, 0);
	case SENDX_LONG:
		return sctp_sendx(SD, "hello", 5, scoped, 2, &old, 0);
	case SENDMSGX:
		return sctp_sendmsgx(SD, "hello", 5, list, 2, 0, 0, 0, 0, 0);
	case SENDV:
	case SENDV_EOF:
		return sctp_sendv(SD, &hello, 1, list, 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0);
	case SENDV_LONG:
		return sctp_sendv(SD, &hello, 1, scoped, 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0);
	case RECVMSG_ALL:
		return sctp_recvmsg(SD, &byte, 1, NULL, NULL, &old, NULL);
	default:
		return sctp_recvv(SD, &hello, 1, NULL, NULL, NULL, NULL, NULL, NULL);
	}
}

/* ENOPROTOOPT and EOPNOTSUPP are what a socket of another protocol says. */
static void descriptors_that_are_none_fail_with_the_kernels_error_at_once(void **state)
{
	static const int errors[] = { EBADF, ENOTSOCK, EOPNOTSUPP, ENOPROTOOPT, EPERM, ENOSYS, EINTR };

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		for (int function = 0; function < EVERY_FUNCTION; function++) {
			intercept_reset();
			for (int kind = 0; kind < RAW; kind++)
				kernel_fails((enum function)kind, 1, errors[i]);
			kernel_fails(GETSOCKOPT, 2, errors[i]);
			errno = 0;
			assert_int_equal(call((enum function_called)function), -1);
			if (function == OPT_INFO_EVENT && errors[i] == ENOPROTOOPT)
				continue;
			assert_int_equal(errno, errors[i]);
			assert_in_range(call_count, 1, 2);
			assert_int_equal(calls[0].sd, SD);
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(bindx_flags_are_one_of_two),
		cmocka_unit_test(lists_that_are_none_are_refused),
		cmocka_unit_test(an_address_of_no_family_has_no_association),
		cmocka_unit_test(sendv_refuses_infotypes_and_sizes_that_are_none),
		cmocka_unit_test(sendv_without_info_does_not_look_at_it),
		cmocka_unit_test(negative_counts_are_refused),
		cmocka_unit_test(iovecs_that_are_none_are_the_kernels_to_refuse),
		cmocka_unit_test(descriptors_that_are_none_fail_with_the_kernels_error_at_once),
	};

	return RUN_ISOLATED(tests);
}
