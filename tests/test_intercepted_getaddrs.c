/* SPDX-License-Identifier: MIT
 *
 * sctp_getpaddrs() and sctp_getladdrs() with a kernel's replies of every length, and no memory at every
 * moment. The layout of the replies is sctp_getsockopt_peer_addrs' and _local_addrs' (Linux 6.1), struct
 * sctp_getaddrs is <linux/sctp.h>'s.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define SD 3
#define STALE 4242 /* an errno that no call sets */

static struct {
	unsigned char list[1 << 20];
	size_t size;
	uint32_t count;
	sctp_assoc_t id;
} peer;

/*
 * As sctp_getsockopt_peer_addrs and _local_addrs do: ENOMEM where the room behind the header is too small;
 * the length that is returned counts the header for the peer's addresses only.
 */
static int reply_addrs(int level, int option, void *value, socklen_t *size)
{
	const size_t header = offsetof(struct sctp_getaddrs, addrs);
	struct sctp_getaddrs *reply = value;

	if (level != IPPROTO_SCTP || *size < sizeof(*reply) || reply->assoc_id != peer.id)
		return -EINVAL;
	if (*size - header < peer.size)
		return -ENOMEM;
	memcpy((char *)value + header, peer.list, peer.size);
	reply->addr_num = peer.count;
	*size = (socklen_t)(peer.size + (option == SCTP_GET_PEER_ADDRS ? header : 0));
	return 0;
}

static void peer_has(const char *pattern, unsigned int count)
{
	char text[80];

	peer.size = 0;
	peer.count = count;
	peer.id = 42;
	for (unsigned int i = 0; i < count; i++) {
		if (pattern[i % strlen(pattern)] == '4')
			snprintf(text, sizeof(text), "10.%u.%u.%u", i >> 16, i >> 8 & 255, i & 255);
		else
			snprintf(text, sizeof(text), "2001:db8::%x:%x", i >> 16, i & 0xffff);
		peer.size += pack_addrs(peer.list + peer.size, sizeof(peer.list) - peer.size, text, 5000);
	}
	intercept_reset();
	kernel.getsockopt = reply_addrs;
}

static int (*const get[])(int, sctp_assoc_t, struct sockaddr **) = { sctp_getpaddrs, sctp_getladdrs };
static int (*const release[])(struct sockaddr *) = { sctp_freepaddrs, sctp_freeladdrs };

static void getpaddrs_and_getladdrs_return_the_kernels_list(void **state)
{
	static const struct {
		const char *pattern;
		unsigned int count;
	} tables[] = {
		{ "4", 0 },  { "4", 1 },    { "6", 1 },   { "46", 2 },
		{ "64", 2 }, { "46", 100 }, { "4", 255 }, { "6", 145 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) * 2; i++) {
		struct sockaddr **list = tail_alloc(sizeof(*list));
		struct sctp_getaddrs asked;

		peer_has(tables[i / 2].pattern, tables[i / 2].count);
		*list = NULL;
		errno = STALE;
		assert_int_equal(get[i % 2](SD, 42, list), peer.count);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].option, i % 2 ? SCTP_GET_LOCAL_ADDRS : SCTP_GET_PEER_ADDRS);
		memcpy(&asked, calls[0].value, sizeof(asked));
		assert_int_equal(asked.assoc_id, 42);
		assert_non_null(*list); /* with no address, too: there is something to free */
		assert_memory_equal(*list, peer.list, peer.size);
		assert_int_equal(release[i % 2](*list), 0);
		assert_int_equal(allocated, 0);
		assert_int_equal(errno, STALE);
	}
}

/* lksctp-tools 1.0.21 addrs.c:82 moves 8 bytes too many; 8 + 146 * 28 = 4096. */
static void getpaddrs_reply_filling_the_buffer_is_not_overread(void **state)
{
	struct sockaddr *list;

	(void)state;
	for (int i = 0; i < 2; i++) {
		peer_has("6", 146);
		assert_int_equal(offsetof(struct sctp_getaddrs, addrs) + peer.size, 4096);
		assert_int_equal(get[i](SD, 42, &list), 146);
		assert_int_equal(call_count, 1);
		assert_memory_equal(list, peer.list, peer.size);
		release[i](list);
	}
}

static void a_longer_list_is_fetched_with_a_larger_buffer(void **state)
{
	static const unsigned int counts[] = { 147, 585, 586, 2340, 2341, 9362, 20000 };
	struct sockaddr *list;

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]) * 2; i++) {
		peer_has("6", counts[i / 2]);
		errno = STALE;
		assert_int_equal(get[i % 2](SD, 42, &list), counts[i / 2]);
		assert_int_equal(errno, STALE);
		assert_memory_equal(list, peer.list, peer.size);
		for (unsigned int j = 0; j < call_count; j++) {
			sctp_assoc_t id;

			memcpy(&id, calls[j].value, sizeof(id));
			assert_int_equal(id, 42);
			assert_true(j == 0 || calls[j].size > calls[j - 1].size);
		}
		release[i % 2](list);
		assert_int_equal(allocated, 0);
	}
}

static int out_of_memory(int level, int option, void *value, socklen_t *size)
{
	(void)level;
	(void)option;
	(void)value;
	(void)size;
	return -ENOMEM;
}

/*
 * Linux allocates at most KMALLOC_MAX_SIZE for a reply, 4 MiB. lksctp-tools tried 33 times, then said
 * ENOBUFS.
 */
static void a_kernel_out_of_memory_is_enomem_after_a_few_tries(void **state)
{
	struct sockaddr *untouched = (void *)"", *list = untouched;

	(void)state;
	for (int i = 0; i < 2; i++) {
		intercept_reset();
		kernel.getsockopt = out_of_memory;
		errno = 0;
		assert_int_equal(get[i](SD, 42, &list), -1);
		assert_int_equal(errno, ENOMEM);
		assert_in_range(call_count, 1, 8);
		assert_true(calls[call_count - 1].size <= 4 << 20);
		assert_ptr_equal(list, untouched);
		assert_int_equal(allocated, 0);
	}
}

static void errors_of_a_later_try_are_returned_and_nothing_leaks(void **state)
{
	struct sockaddr *untouched = (void *)"", *list = untouched;

	(void)state;
	for (unsigned int nth = 1; nth <= 4; nth++) {
		peer_has("6", 9362);
		kernel_fails(GETSOCKOPT, nth, EINVAL);
		assert_int_equal(sctp_getpaddrs(SD, 42, &list), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(call_count, nth);
		assert_int_equal(allocated, 0);
	}
	for (unsigned int nth = 1; nth <= 4; nth++) { /* larger buffers, and the list itself */
		peer_has("6", 9362);
		malloc_fails(nth);
		errno = 0;
		assert_int_equal(sctp_getladdrs(SD, 42, &list), -1);
		assert_int_equal(errno, ENOMEM);
		assert_int_equal(allocated, 0);
	}
	peer_has("4", 1);
	malloc_fails(1);
	assert_int_equal(sctp_getpaddrs(SD, 42, &list), -1);
	assert_int_equal(errno, ENOMEM);
	peer_has("4", 1);
	assert_int_equal(sctp_getpaddrs(SD, 43, &list), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(call_count, 1);
	assert_ptr_equal(list, untouched);
	assert_int_equal(sctp_getpaddrs(SD, 42, NULL), -1);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(sctp_getladdrs(SD, 42, NULL), -1);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(call_count, 1);
}

/* Nobody's kernel does this; another library in between might. */
static void a_reply_that_claims_more_than_it_holds_is_cut_to_what_can_be_walked(void **state)
{
	struct sockaddr *list;

	(void)state;
	for (int i = 0; i < 2; i++) {
		sa_family_t none = 99;

		peer_has("46", 6);
		memcpy(peer.list + 16 + 28 + 16, &none, sizeof(none));
		assert_int_equal(get[i](SD, 42, &list), 3);
		assert_memory_equal(list, peer.list, 16 + 28 + 16);
		release[i](list);
		peer_has("46", 6);
		peer.count = 2; /* nor more than its number says */
		assert_int_equal(get[i](SD, 42, &list), 2);
		release[i](list);
		peer_has("6", 146);
		peer.count = 0xffffffff;
		assert_int_equal(get[i](SD, 42, &list), 146);
		release[i](list);
	}
}

static void free_functions_take_null(void **state)
{
	(void)state;
	errno = STALE;
	assert_int_equal(sctp_freepaddrs(NULL), 0);
	assert_int_equal(sctp_freeladdrs(NULL), 0);
	assert_int_equal(errno, STALE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(getpaddrs_and_getladdrs_return_the_kernels_list),
		cmocka_unit_test(getpaddrs_reply_filling_the_buffer_is_not_overread),
		cmocka_unit_test(a_longer_list_is_fetched_with_a_larger_buffer),
		cmocka_unit_test(a_kernel_out_of_memory_is_enomem_after_a_few_tries),
		cmocka_unit_test(errors_of_a_later_try_are_returned_and_nothing_leaks),
		cmocka_unit_test(a_reply_that_claims_more_than_it_holds_is_cut_to_what_can_be_walked),
		cmocka_unit_test(free_functions_take_null),
	};

	return RUN_ISOLATED(tests);
}
