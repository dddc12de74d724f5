/* SPDX-License-Identifier: MIT
 *
 * sctp_bindx(), sctp_connectx(), sctp_getassocid(), sctp_peeloff() and sctp_getaddrlen() on a kernel that the
 * test plays: what they hand over, what they make of the answers. Option numbers and structures are
 * <linux/sctp.h>'s.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <string.h>

/* connectx.c once more, with the older forms that the shared library has under versions of the linker. */
#define SYMBOL_VERSIONS
#define libsctp_connectx versioned_connectx
#define sctp_connectx versioned_sctp_connectx
#define __asm__(directive) struct no_symbol_version
int libsctp_connectx(int sd, const struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);
#include "api/connectx.c" /* NOLINT(bugprone-suspicious-include) */
#undef __asm__
#undef sctp_connectx
#undef libsctp_connectx

#define SD 3
#define STALE 4242 /* an errno that no call sets */

static const char *const lists[] = {
	"192.0.2.1",
	"2001:db8::1",
	"192.0.2.1 192.0.2.2",
	"192.0.2.1 2001:db8::1",
	"2001:db8::1 192.0.2.1",
	"192.0.2.1 2001:db8::1 192.0.2.2 2001:db8::2 fe80::1%3 192.0.2.3",
};
#define LISTS (sizeof(lists) / sizeof(lists[0]))

static int words(const char *text)
{
	int count = 1;

	for (; *text; text++)
		count += *text == ' ';
	return count;
}

/* A packed list that ends at an unmapped page: its addresses are at odd places, and no byte follows. */
static struct sockaddr *list_at_tail(const char *text, socklen_t *size)
{
	char bytes[512];

	*size = (socklen_t)pack_addrs(bytes, sizeof(bytes), text, 5000);
	return tail_readonly(bytes, *size);
}

static void bindx_hands_over_a_packed_list_and_not_a_byte_more(void **state)
{
	(void)state;
	for (size_t i = 0; i < LISTS; i++) {
		socklen_t size;
		struct sockaddr *list = list_at_tail(lists[i], &size);

		intercept_reset();
		errno = STALE;
		assert_int_equal(sctp_bindx(SD, list, words(lists[i]), SCTP_BINDX_ADD_ADDR), 0);
		assert_int_equal(sctp_bindx(SD, list, words(lists[i]), SCTP_BINDX_REM_ADDR), 0);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 2);
		for (int j = 0; j < 2; j++) {
			assert_int_equal(calls[j].function, SETSOCKOPT);
			assert_int_equal(calls[j].sd, SD);
			assert_int_equal(calls[j].level, IPPROTO_SCTP);
			assert_int_equal(calls[j].option,
					 j ? SCTP_SOCKOPT_BINDX_REM : SCTP_SOCKOPT_BINDX_ADD);
			assert_int_equal(calls[j].size, size);
			assert_memory_equal(calls[j].value, list, size);
		}
	}
}

static void lists_at_odd_addresses_are_read(void **state)
{
	char room[512], *odd = room + 1 + ((uintptr_t)room & 1);

	(void)state;
	for (size_t i = 0; i < LISTS; i++) {
		size_t size = pack_addrs(odd, sizeof(room) - 2, lists[i], 5000);

		intercept_reset();
		assert_int_equal(sctp_bindx(SD, (void *)odd, words(lists[i]), SCTP_BINDX_ADD_ADDR), 0);
		assert_int_equal(calls[0].size, size);
		assert_int_equal(sctp_connectx(SD, (void *)odd, words(lists[i]), NULL), 0);
		assert_int_equal(sctp_getassocid(SD, (void *)odd), LINUX_NEXT_ID);
	}
}

static void connectx_hands_over_a_packed_list_and_its_size_in_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < LISTS; i++) {
		sctp_assoc_t id = -1;
		socklen_t size;
		struct sockaddr *list = list_at_tail(lists[i], &size);

		intercept_reset();
		errno = STALE;
		assert_int_equal(sctp_connectx(SD, list, words(lists[i]), &id), 0);
		assert_int_equal(errno, STALE);
		assert_int_equal(id, LINUX_NEXT_ID);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].function, GETSOCKOPT);
		assert_int_equal(calls[0].level, IPPROTO_SCTP);
		assert_int_equal(calls[0].option, SCTP_SOCKOPT_CONNECTX3);
		assert_int_equal(calls[0].size, sizeof(struct sctp_getaddrs_old));
		assert_int_equal(linux_socket.list_size, size);
		assert_memory_equal(linux_socket.list, list, size);
	}
}

/*
 * RFC 6458 9.9: the id is there with EINPROGRESS too. lksctp-tools took a stale errno for this call's
 * (connectx.c:164).
 */
static void connectx_gives_the_id_after_success_and_einprogress_alone(void **state)
{
	static const int errors[] = { ECONNREFUSED, EISCONN,     EALREADY, ETIMEDOUT,
				      EINVAL,       ENOPROTOOPT, EFAULT,   EINTR };
	socklen_t size;
	struct sockaddr *list = list_at_tail("192.0.2.1 2001:db8::1", &size);
	sctp_assoc_t *id = tail_alloc(sizeof(*id));

	(void)state;
	linux_socket.nonblocking = true;
	*id = -1;
	assert_int_equal(sctp_connectx(SD, list, 2, id), -1);
	assert_int_equal(errno, EINPROGRESS);
	assert_int_equal(*id, LINUX_NEXT_ID);
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		intercept_reset();
		kernel_fails(GETSOCKOPT, 1, errors[i]);
		*id = -1;
		assert_int_equal(sctp_connectx(SD, list, 2, id), -1);
		assert_int_equal(errno, errors[i]);
		assert_int_equal(*id, -1); /* as lksctp-tools leaves it */
		linux_socket.id = 0;
		errno = i % 2 ? errors[i] : EINPROGRESS;
		assert_int_equal(sctp_connectx(SD, list, 2, id), 0);
		assert_int_equal(*id, LINUX_NEXT_ID);
	}
	errno = EINPROGRESS;
	*id = -1;
	assert_int_equal(sctp_connectx(SD, NULL, 1, id), -1);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(*id, -1);
}

/*
 * What facts and lksctp-tools' symbol map say: VERS_1 and the unversioned one use option 107, VERS_2 option
 * 110.
 */
static void the_older_connectx_forms_use_the_older_options(void **state)
{
	socklen_t size;
	struct sockaddr *list = list_at_tail("192.0.2.1 2001:db8::1", &size);
	sctp_assoc_t id = -1;

	(void)state;
	errno = STALE;
	assert_int_equal(connectx_vers1(SD, list, 2), 0);
	linux_socket.id = 0;
	assert_int_equal(connectx_base(SD, list, 2), 0);
	linux_socket.id = 0;
	assert_int_equal(connectx_vers2(SD, list, 2, &id), 0); /* setsockopt() returned 42 */
	assert_int_equal(id, LINUX_NEXT_ID);
	linux_socket.id = 0;
	assert_int_equal(connectx_vers2(SD, list, 2, NULL), 0);
	assert_int_equal(errno, STALE);
	assert_int_equal(connectx_vers2(SD, list, 2, &id), -1);
	assert_int_equal(errno, EISCONN);
	assert_int_equal(id, 0);
	assert_int_equal(connectx_vers1(SD, list, 2), -1);
	for (unsigned int i = 0; i < call_count; i++) {
		static const int options[] = { SCTP_SOCKOPT_CONNECTX_OLD, SCTP_SOCKOPT_CONNECTX_OLD,
					       SCTP_SOCKOPT_CONNECTX,     SCTP_SOCKOPT_CONNECTX,
					       SCTP_SOCKOPT_CONNECTX,     SCTP_SOCKOPT_CONNECTX_OLD };

		assert_int_equal(calls[i].function, SETSOCKOPT);
		assert_int_equal(calls[i].option, options[i]);
		assert_int_equal(calls[i].size, size);
		assert_memory_equal(calls[i].value, list, size);
	}
	linux_socket.id = 0;
	assert_int_equal(connectx_vers3(SD, list, 2, &id), 0);
	assert_int_equal(calls[call_count - 1].option, SCTP_SOCKOPT_CONNECTX3);
	id = -1;
	assert_int_equal(connectx_vers2(SD, NULL, 2, &id), -1);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(id, 0);
}

/* lksctp-tools: 2^28 + 1 addresses are 16 bytes (bindx.c:44), 2^27 return INT_MIN (connectx.c:54). */
static void counts_that_no_list_can_have_are_einval_before_any_memory_is_read(void **state)
{
	static const int counts[] = { 0, -1, INT_MIN, INT_MAX, 1 << 27, (1 << 28) + 1, 65537 };
	struct sockaddr *nowhere = tail_alloc(0);

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		errno = 0;
		assert_int_equal(sctp_bindx(SD, nowhere, counts[i], SCTP_BINDX_ADD_ADDR), -1);
		assert_int_equal(errno, EINVAL);
		errno = 0;
		assert_int_equal(sctp_connectx(SD, nowhere, counts[i], NULL), -1);
		assert_int_equal(errno, EINVAL);
		errno = 0;
		assert_int_equal(connectx_vers1(SD, nowhere, counts[i]), -1);
		assert_int_equal(errno, EINVAL);
	}
	assert_int_equal(call_count, 0);
}

static void a_list_is_read_up_to_the_family_that_is_none(void **state)
{
	static const sa_family_t families[] = { AF_UNSPEC, AF_UNIX, 99, 0xffff,
						0x0200 /* AF_INET's bytes the wrong way */ };
	char bytes[64];
	size_t size = pack_addrs(bytes, sizeof(bytes), "192.0.2.1 2001:db8::1", 5000);

	(void)state;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		struct sockaddr *list;

		memcpy(bytes + size, &families[i], sizeof(families[i]));
		list = tail_readonly(bytes, size + sizeof(families[i]));
		assert_int_equal(sctp_bindx(SD, list, 3, SCTP_BINDX_ADD_ADDR), -1);
		assert_int_equal(errno, EINVAL);
		errno = 0;
		assert_int_equal(sctp_connectx(SD, list, 3, NULL), -1);
		assert_int_equal(errno, EINVAL);
	}
	assert_int_equal(call_count, 0);
}

static void getassocid_asks_for_the_peers_address(void **state)
{
	for (size_t i = 0; i < 2; i++) { /* one of each family, and nothing behind it */
		struct sctp_paddrinfo info;
		socklen_t size;
		struct sockaddr *addr = list_at_tail(lists[i], &size);

		intercept_reset();
		linux_socket.id = 7;
		errno = STALE;
		assert_int_equal(sctp_getassocid(SD, addr), 7);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].option, SCTP_GET_PEER_ADDR_INFO);
		assert_int_equal(calls[0].size, sizeof(info));
		memcpy(&info, calls[0].value, sizeof(info));
		assert_int_equal(info.spinfo_assoc_id, 0);
		assert_memory_equal(&info.spinfo_address, addr, size);
		linux_socket.id = 0;
		assert_int_equal(sctp_getassocid(SD, addr), 0);
		assert_int_equal(errno, EINVAL);
	}
	assert_int_equal(sctp_getassocid(SD, NULL), 0);
	assert_int_equal(errno, EFAULT);
	(void)state;
}

static int peeled_sd = 9;

static int peel(int level, int option, void *value, socklen_t *size)
{
	sctp_peeloff_flags_arg_t arg;

	if (level != IPPROTO_SCTP || *size < sizeof(arg.p_arg))
		return -EINVAL;
	memcpy(&arg, value, *size);
	if (option == SCTP_SOCKOPT_PEELOFF_FLAGS && arg.flags != SOCK_CLOEXEC)
		return -EINVAL;
	arg.p_arg.sd = peeled_sd;
	memcpy(value, &arg, *size);
	return peeled_sd; /* the option returns the descriptor, too */
}

static void peeloff_returns_the_descriptor(void **state)
{
	(void)state;
	kernel.getsockopt = peel;
	errno = STALE;
	assert_int_equal(sctp_peeloff(SD, 42), 9);
	assert_int_equal(sctp_peeloff_flags(SD, 42, SOCK_CLOEXEC), 9);
	peeled_sd = 0; /* a program that has closed its standard input */
	assert_int_equal(sctp_peeloff(SD, 42), 0);
	assert_int_equal(sctp_peeloff_flags(SD, 42, SOCK_CLOEXEC), 0);
	assert_int_equal(errno, STALE);
	assert_int_equal(calls[0].option, SCTP_SOCKOPT_PEELOFF);
	assert_int_equal(calls[0].size, sizeof(sctp_peeloff_arg_t));
	assert_int_equal(calls[1].option, SCTP_SOCKOPT_PEELOFF_FLAGS);
	assert_int_equal(calls[1].size, sizeof(sctp_peeloff_flags_arg_t));
	for (int i = 0; i < 2; i++) {
		sctp_peeloff_arg_t arg;

		memcpy(&arg, calls[i].value, sizeof(arg));
		assert_int_equal(arg.associd, 42);
		kernel_fails(GETSOCKOPT, 1, EMFILE);
		assert_int_equal(i ? sctp_peeloff_flags(SD, 42, 0) : sctp_peeloff(SD, 42), -1);
		assert_int_equal(errno, EMFILE);
	}
}

static void getaddrlen_knows_two_families(void **state)
{
	(void)state;
	for (int family = 0; family < 65536; family++) {
		int size = family == AF_INET    ? sizeof(struct sockaddr_in)
			   : family == AF_INET6 ? sizeof(struct sockaddr_in6)
						: 0;

		assert_int_equal(sctp_getaddrlen((sa_family_t)family), size);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(bindx_hands_over_a_packed_list_and_not_a_byte_more),
		cmocka_unit_test(lists_at_odd_addresses_are_read),
		cmocka_unit_test(connectx_hands_over_a_packed_list_and_its_size_in_bytes),
		cmocka_unit_test(connectx_gives_the_id_after_success_and_einprogress_alone),
		cmocka_unit_test(the_older_connectx_forms_use_the_older_options),
		cmocka_unit_test(counts_that_no_list_can_have_are_einval_before_any_memory_is_read),
		cmocka_unit_test(a_list_is_read_up_to_the_family_that_is_none),
		cmocka_unit_test(getassocid_asks_for_the_peers_address),
		cmocka_unit_test(peeloff_returns_the_descriptor),
		cmocka_unit_test(getaddrlen_knows_two_families),
	};

	return RUN_ISOLATED(tests);
}
