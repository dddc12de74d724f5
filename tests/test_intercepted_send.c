/* SPDX-License-Identifier: MIT
 *
 * sctp_send(), sctp_sendx(), sctp_sendmsg(), sctp_sendmsgx() and sctp_sendv(): the message and the ancillary
 * data that the kernel gets, read back with CMSG_*(), and the number of system calls. What belongs where is
 * RFC 6458's (5.3.2 to 5.3.8, 9.7, 9.10 to 9.12); that an item has its exact length, Linux's
 * sctp_msghdr_parse(). Lists of addresses are in test_intercepted_send_list.c, the ways around EINVAL in
 * test_intercepted_mend.c.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/uio.h>

#define SD 3
#define STALE 4242

static const struct sctp_sndinfo snd = { 7, SCTP_UNORDERED, 0x11223344, 0x55667788, 0 };
static const struct sctp_prinfo pr = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 1500 };
static const struct sctp_authinfo authinfo = { 9 };
static const struct sctp_sndrcvinfo sndrcv = { 7, 0, SCTP_UNORDERED, 0x11223344, 0x55667788, 1500, 0, 0, 0 };

static size_t list_at_tail(struct sockaddr **list, const char *text)
{
	char bytes[4096];
	size_t size = pack_addrs(bytes, sizeof(bytes), text, 5000);

	*list = tail_readonly(bytes, size);
	return size;
}

/* Exactly these items, in any order: each type once, with those bytes. */
static void expect_items(const struct call *call, const struct item *want, size_t count)
{
	struct item items[80];
	size_t got = call_items(call, items, 80), used = 0;

	assert_int_equal(got, count);
	for (size_t i = 0; i < count; i++) {
		size_t j = 0;

		while (j < got && items[j].type != want[i].type)
			j++;
		if (j == got)
			fail_msg("no item of type %d", want[i].type);
		assert_int_equal(items[j].level, IPPROTO_SCTP);
		assert_int_equal(items[j].size, want[i].size);
		assert_memory_equal(items[j].data, want[i].data, want[i].size);
		used += CMSG_SPACE(want[i].size);
	}
	assert_int_equal(call->control_size, used);
}

/* A one-to-one socket with its association. */
static void connected(void)
{
	intercept_reset();
	linux_socket.type = SOCK_STREAM;
	linux_socket.id = LINUX_NEXT_ID;
	linux_socket.state = SCTP_ESTABLISHED;
}

static void sctp_send_hands_over_message_info_and_flags(void **state)
{
	const struct item item = { IPPROTO_SCTP, SCTP_SNDRCV, sizeof(sndrcv), (const void *)&sndrcv };
	const char *text = tail_readonly("hello", 5);
	char bytes[sizeof(sndrcv) + 1] = { 0 };

	(void)state;
	memcpy(bytes, &sndrcv, sizeof(sndrcv));
	for (size_t odd = 0; odd < 2; odd++) {
		const void *info = tail_readonly(bytes, sizeof(sndrcv) + odd);

		connected();
		errno = STALE;
		assert_int_equal(sctp_send(SD, text, 5, info, MSG_NOSIGNAL | MSG_DONTWAIT), 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].function, SENDMSG);
		assert_int_equal(calls[0].sd, SD);
		assert_int_equal(calls[0].flags, MSG_NOSIGNAL | MSG_DONTWAIT);
		assert_int_equal(calls[0].size, 5);
		assert_memory_equal(calls[0].value, "hello", 5);
		assert_null(calls[0].name_at);
		assert_int_equal(calls[0].name_size, 0);
		expect_items(&calls[0], &item, 1);
	}
}

static void sctp_send_without_info_has_no_ancillary_data(void **state)
{
	(void)state;
	connected();
	assert_int_equal(sctp_send(SD, "hello", 5, NULL, 0), 5);
	assert_int_equal(call_count, 1);
	assert_int_equal(calls[0].control_size, 0);
}

/*
 * The members that a function does not set, and the two bytes behind sinfo_flags, are zero, not what stood on
 * the stack.
 */
static void sctp_sendmsg_has_its_arguments_in_one_sndrcvinfo(void **state)
{
	unsigned char want[sizeof(struct sctp_sndrcvinfo)] = { 0 };
	const struct item item = { IPPROTO_SCTP, SCTP_SNDRCV, sizeof(want), want };

	for (int form = 0; form < 6; form++) {
		static const char *const texts[] = { "192.0.2.1", "2001:db8::1", "fe80::1%3" };
		struct sctp_sndrcvinfo info;
		struct sockaddr *to;
		socklen_t size = (socklen_t)list_at_tail(&to, texts[form % 3]);

		memset(&info, 0, sizeof(info));
		info.sinfo_stream = 7;
		info.sinfo_flags = SCTP_UNORDERED | SCTP_ADDR_OVER;
		info.sinfo_ppid = 0x11223344;
		info.sinfo_context = 0x55667788;
		info.sinfo_timetolive = 1500;
		memcpy(want, &info, sizeof(want));
		intercept_reset();
		errno = STALE;
		if (form < 3)
			assert_int_equal(sctp_sendmsg(SD, "hello", 5, to, size, 0x11223344, info.sinfo_flags,
						      7, 1500, 0x55667788),
					 5);
		else
			assert_int_equal(sctp_sendmsgx(SD, "hello", 5, to, 1, 0x11223344, info.sinfo_flags, 7,
						       1500, 0x55667788),
					 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].flags, 0);
		assert_int_equal(calls[0].name_size, size);
		assert_memory_equal(calls[0].name, to, size);
		assert_int_equal(calls[0].size, 5);
		assert_memory_equal(calls[0].value, "hello", 5);
		expect_items(&calls[0], &item, 1);
	}
	(void)state;
}

static void sctp_sendmsg_without_an_address_has_no_name(void **state)
{
	(void)state;
	connected();
	assert_int_equal(sctp_sendmsg(SD, "hello", 5, NULL, 0, 0, 0, 0, 0, 0), 5);
	assert_null(calls[0].name_at);
	assert_int_equal(calls[0].name_size, 0);
	assert_int_equal(call_count, 1);
}

/* One struct for each infotype, at the end of a page, at even and odd addresses, infolen exact and larger. */
static void sctp_sendv_makes_an_item_of_each_info(void **state)
{
	static const struct {
		unsigned int infotype;
		struct item item;
	} infos[] = {
		{ SCTP_SENDV_NOINFO, { 0, 0, 0, NULL } },
		{ SCTP_SENDV_SNDINFO, { IPPROTO_SCTP, SCTP_SNDINFO, sizeof(snd), (const void *)&snd } },
		{ SCTP_SENDV_PRINFO, { IPPROTO_SCTP, SCTP_PRINFO, sizeof(pr), (const void *)&pr } },
		{ SCTP_SENDV_AUTHINFO,
		  { IPPROTO_SCTP, SCTP_AUTHINFO, sizeof(authinfo), (const void *)&authinfo } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(infos) / sizeof(infos[0]) * 3; i++) {
		const struct item *item = &infos[i / 3].item;
		unsigned char padded[40] = { 0 };
		struct iovec iov[2] = { { (void *)"hel", 3 }, { (void *)"lo", 2 } };
		void *info = NULL;

		memcpy(padded, item->data ? (const void *)item->data : "", item->size);
		if (item->size) /* the last two: a byte more, so at an odd address */
			info = i % 3 ? tail_readonly(padded, item->size + 1)
				     : tail_readonly(item->data, item->size);
		connected();
		errno = STALE;
		assert_int_equal(sctp_sendv(SD, iov, 2, NULL, 0, info, (socklen_t)(item->size + i % 3 / 2),
					    infos[i / 3].infotype, MSG_DONTWAIT),
				 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].flags, MSG_DONTWAIT); /* lksctp-tools: 0 (sendmsg.c:138) */
		assert_null(calls[0].name_at);
		assert_int_equal(calls[0].name_size, 0);
		assert_ptr_equal(calls[0].at, iov);
		assert_int_equal(calls[0].iovcnt, 2);
		assert_memory_equal(calls[0].value, "hello", 5);
		expect_items(&calls[0], item, item->size ? 1 : 0);
	}
}

/* RFC 6458 9.12: those of the three whose bit is set, and no others. */
static void sctp_sendv_makes_items_of_the_valid_parts_of_an_spa(void **state)
{
	(void)state;
	for (uint32_t flags = 0; flags < 8; flags++) {
		struct sctp_sendv_spa spa = { flags, snd, pr, authinfo };
		struct iovec iov = { (void *)"hello", 5 };
		struct item want[3];
		size_t count = 0;

		if (flags & SCTP_SEND_SNDINFO_VALID)
			want[count++] =
			    (struct item){ IPPROTO_SCTP, SCTP_SNDINFO, sizeof(snd), (const void *)&snd };
		if (flags & SCTP_SEND_PRINFO_VALID)
			want[count++] =
			    (struct item){ IPPROTO_SCTP, SCTP_PRINFO, sizeof(pr), (const void *)&pr };
		if (flags & SCTP_SEND_AUTHINFO_VALID)
			want[count++] = (struct item){ IPPROTO_SCTP, SCTP_AUTHINFO, sizeof(authinfo),
						       (const void *)&authinfo };
		for (int odd = 0; odd < 2; odd++) {
			char bytes[sizeof(spa) + 1];
			void *info;

			memcpy(bytes, &spa, sizeof(spa));
			bytes[sizeof(spa)] = 0;
			info = tail_readonly(bytes, sizeof(spa) + (size_t)odd);
			connected();
			assert_int_equal(
			    sctp_sendv(SD, &iov, 1, NULL, 0, info, sizeof(spa), SCTP_SENDV_SPA, 0), 5);
			assert_int_equal(call_count, 1);
			expect_items(&calls[0], want, count);
		}
	}
}

/* The caller's padding may be anything, and is not sent. */
static void padding_in_prinfo_is_sent_as_zero(void **state)
{
	struct iovec iov = { (void *)"hello", 5 };
	struct sctp_prinfo dirty;
	const struct item item = { IPPROTO_SCTP, SCTP_PRINFO, sizeof(pr), (const void *)&pr };

	(void)state;
	memset(&dirty, 0xff, sizeof(dirty));
	dirty.pr_policy = pr.pr_policy;
	dirty.pr_value = pr.pr_value;
	connected();
	assert_int_equal(sctp_sendv(SD, &iov, 1, NULL, 0, &dirty, sizeof(dirty), SCTP_SENDV_PRINFO, 0), 5);
	expect_items(&calls[0], &item, 1);
}

/* The kernel's errors are the functions', after one call; EINVAL too, where the RFC knows no other way. */
static void errors_of_sendmsg_are_returned(void **state)
{
	static const int errors[] = { EAGAIN,   EPIPE,  EMSGSIZE, EINTR,      EBADF,
				      ENOTSOCK, EFAULT, ENOMEM,   ECONNRESET, EINVAL };
	struct iovec iov = { (void *)"hello", 5 };

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]) * 3; i++) {
		int rc;

		connected();
		kernel_fails(SENDMSG, 1, errors[i / 3]);
		errno = 0;
		if (i % 3 == 0)
			rc = sctp_send(SD, "hello", 5, &sndrcv, 0);
		else if (i % 3 == 1)
			rc = sctp_sendmsg(SD, "hello", 5, NULL, 0, 0, 0, 0, 0, 0);
		else
			rc = sctp_sendv(SD, &iov, 1, NULL, 0, (void *)&snd, sizeof(snd), SCTP_SENDV_SNDINFO,
					0);
		assert_int_equal(rc, -1);
		assert_int_equal(errno, errors[i / 3]);
		assert_int_equal(call_count, 1);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sctp_send_hands_over_message_info_and_flags),
		cmocka_unit_test(sctp_send_without_info_has_no_ancillary_data),
		cmocka_unit_test(sctp_sendmsg_has_its_arguments_in_one_sndrcvinfo),
		cmocka_unit_test(sctp_sendmsg_without_an_address_has_no_name),
		cmocka_unit_test(sctp_sendv_makes_an_item_of_each_info),
		cmocka_unit_test(sctp_sendv_makes_items_of_the_valid_parts_of_an_spa),
		cmocka_unit_test(padding_in_prinfo_is_sent_as_zero),
		cmocka_unit_test(errors_of_sendmsg_are_returned),
	};

	return RUN_ISOLATED(tests);
}
