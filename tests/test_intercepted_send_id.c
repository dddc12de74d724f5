/* SPDX-License-Identifier: MIT
 *
 * The id of the association that a message went to, as sctp_sendv() and sctp_sendx() return it (RFC
 * 6458 9.11, 9.12): when it is looked up, with how many system calls, and how it gets into the caller's info,
 * which may be memory that cannot be written.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>

#define SD 3
#define STALE 4242

static const struct sctp_sndinfo snd = { 7, SCTP_UNORDERED, 0x11223344, 0x55667788, 0 };
static const struct sctp_prinfo pr = { .pr_policy = SCTP_PR_SCTP_RTX, .pr_value = 3 };
static const struct sctp_authinfo authinfo = { 9 };
static const struct sctp_sndrcvinfo sndrcv = { 7, 0, SCTP_UNORDERED, 0x11223344, 0x55667788, 1500, 0, 0, 0 };

static size_t list_at_tail(struct sockaddr **list, const char *text)
{
	char bytes[4096];
	size_t size = pack_addrs(bytes, sizeof(bytes), text, 5000);

	*list = tail_readonly(bytes, size);
	return size;
}

static int count_of(const char *text)
{
	int count = 1;

	for (; *text; text++)
		count += *text == ' ';
	return count;
}

/* One system call each; one more where addresses are given, and the id field is there and 0. */
static void the_id_is_looked_up_only_when_addresses_are_given_and_it_is_0(void **state)
{
	static const struct {
		const char *list;
		unsigned int infotype, spa_flags;
		sctp_assoc_t id;
		unsigned int getsockopts;
	} tables[] = {
		{ NULL, SCTP_SENDV_SNDINFO, 0, 42, 0 },
		{ "192.0.2.1", SCTP_SENDV_NOINFO, 0, 0, 0 },
		{ "192.0.2.1", SCTP_SENDV_SNDINFO, 0, 0, 1 },
		{ "192.0.2.1", SCTP_SENDV_SNDINFO, 0, 42, 0 },
		{ "192.0.2.1 192.0.2.2", SCTP_SENDV_SNDINFO, 0, 0, 1 },
		{ "192.0.2.1 192.0.2.2", SCTP_SENDV_SNDINFO, 0, 42, 0 },
		{ "192.0.2.1", SCTP_SENDV_PRINFO, 0, 0, 0 },
		{ "192.0.2.1", SCTP_SENDV_AUTHINFO, 0, 0, 0 },
		{ "192.0.2.1", SCTP_SENDV_SPA, SCTP_SEND_SNDINFO_VALID, 0, 1 },
		{ "192.0.2.1", SCTP_SENDV_SPA, SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID, 0, 1 },
		{ "192.0.2.1", SCTP_SENDV_SPA, SCTP_SEND_SNDINFO_VALID, 42, 0 },
		{ "192.0.2.1", SCTP_SENDV_SPA, SCTP_SEND_PRINFO_VALID, 0, 0 },
		{ "192.0.2.1", SCTP_SENDV_SPA, 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		struct sctp_sendv_spa spa = { tables[i].spa_flags, snd, pr, authinfo };
		struct sctp_sndinfo plain = snd;
		struct iovec iov = { (void *)"hello", 5 };
		struct sockaddr *list = NULL;
		const void *infos[] = { NULL, &plain, &pr, &authinfo, &spa };
		const socklen_t sizes[] = { 0, sizeof(plain), sizeof(pr), sizeof(authinfo), sizeof(spa) };

		intercept_reset();
		plain.snd_assoc_id = spa.sendv_sndinfo.snd_assoc_id = tables[i].id;
		if (tables[i].list)
			list_at_tail(&list, tables[i].list);
		else
			linux_socket.id = 42;
		errno = STALE;
		assert_int_equal(sctp_sendv(SD, &iov, 1, list, list ? count_of(tables[i].list) : 0,
					    (void *)infos[tables[i].infotype], sizes[tables[i].infotype],
					    tables[i].infotype, 0),
				 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(called(SENDMSG), 1);
		assert_int_equal(called(GETSOCKOPT), tables[i].getsockopts);
		assert_int_equal(called(SETSOCKOPT), 0);
		assert_in_range(called(RAW), 0, 2 * tables[i].getsockopts);
		if (tables[i].infotype == SCTP_SENDV_SNDINFO)
			assert_int_equal(plain.snd_assoc_id,
					 tables[i].getsockopts ? LINUX_NEXT_ID : tables[i].id);
		if (tables[i].infotype == SCTP_SENDV_SPA)
			assert_int_equal(spa.sendv_sndinfo.snd_assoc_id,
					 tables[i].getsockopts ? LINUX_NEXT_ID : tables[i].id);
	}
}

/* Each byte but the id's stays; info that is read-only memory, or that may not be written, is left alone. */
static void the_id_is_stored_wherever_info_stands(void **state)
{
	static const size_t more[] = { 0, 1, 2, 3, 4, 100, 4096 };
	struct iovec iov = { (void *)"hello", 5 };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1 2001:db8::1");
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]) * 2; i++) {
		struct sctp_sendv_spa spa, want;
		char bytes[sizeof(spa) + 4096] = { 0 };
		void *info;
		size_t size = sizeof(spa) + more[i / 2];

		memset(&spa, 0xa5, sizeof(spa));
		spa.sendv_flags = SCTP_SEND_SNDINFO_VALID;
		spa.sendv_sndinfo = snd;
		memcpy(bytes, &spa, sizeof(spa));
		memcpy(&want, &spa, sizeof(spa));
		info = i % 2 ? tail_readonly(bytes, size) : tail_copy(bytes, size);
		if (!(i % 2))
			want.sendv_sndinfo.snd_assoc_id = LINUX_NEXT_ID;
		intercept_reset();
		errno = STALE;
		assert_int_equal(
		    sctp_sendv(SD, &iov, 1, list, 2, info, (socklen_t)sizeof(spa), SCTP_SENDV_SPA, 0), 5);
		assert_int_equal(errno, STALE);
		assert_memory_equal(info, &want, sizeof(spa));
		assert_in_range(called(RAW), 0, 2);
	}
}

static void the_id_is_stored_across_a_page_boundary(void **state)
{
	char *pages = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct iovec iov = { (void *)"hello", 5 };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1");
	for (size_t cut = 0; cut <= sizeof(sctp_assoc_t); cut++) {
		char *info = pages + 4096 - offsetof(struct sctp_sndinfo, snd_assoc_id) - cut;
		sctp_assoc_t id;

		memcpy(info, &snd, sizeof(snd));
		intercept_reset();
		assert_int_equal(sctp_sendv(SD, &iov, 1, list, 1, info, sizeof(snd), SCTP_SENDV_SNDINFO, 0),
				 5);
		memcpy(&id, info + offsetof(struct sctp_sndinfo, snd_assoc_id), sizeof(id));
		assert_int_equal(id, LINUX_NEXT_ID);
	}
}

/* Kernels of some architectures have pages of 16 or 64 KiB, and refuse addresses that are not a page's. */
static void the_id_is_stored_whatever_the_size_of_pages(void **state)
{
	struct iovec iov = { (void *)"hello", 5 };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1");
	for (size_t size = 4096; size <= 65536; size *= 4) {
		struct sctp_sndinfo *info = tail_copy(&snd, sizeof(snd));

		intercept_reset();
		linux_socket.page_size = size;
		assert_int_equal(sctp_sendv(SD, &iov, 1, list, 1, info, sizeof(*info), SCTP_SENDV_SNDINFO, 0),
				 5);
		assert_int_equal(info->snd_assoc_id, LINUX_NEXT_ID);
	}
}

/* One byte of it that cannot be written is enough. */
static void an_id_that_stands_in_read_only_memory_in_part_is_left_alone(void **state)
{
	struct iovec iov = { (void *)"hello", 5 };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1");
	for (size_t cut = 1; cut < sizeof(sctp_assoc_t) * 2; cut++) {
		char *pages =
		    mmap(NULL, 2 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		const bool second = cut > sizeof(sctp_assoc_t); /* page is the one that can be written */
		const size_t into = cut % sizeof(sctp_assoc_t);
		char *info = pages + 4096 - offsetof(struct sctp_sndinfo, snd_assoc_id) - into;

		if (!into)
			continue;
		memcpy(info, &snd, sizeof(snd));
		assert_int_equal(mprotect(pages + (second ? 0 : 4096), 4096, PROT_READ), 0);
		intercept_reset();
		assert_int_equal(sctp_sendv(SD, &iov, 1, list, 1, info, sizeof(snd), SCTP_SENDV_SNDINFO, 0),
				 5);
		munmap(pages, 2 * 4096);
	}
}

static void an_id_that_cannot_be_found_or_stored_is_no_error(void **state)
{
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1");
	for (int i = 0; i < 4; i++) {
		struct sctp_sndinfo *info = tail_copy(&snd, sizeof(snd));
		struct iovec iov = { (void *)"hello", 5 };

		intercept_reset();
		kernel_fails(i / 2 ? RAW : GETSOCKOPT, 1, i % 2 ? EPERM : i / 2 ? ENOSYS : EINVAL);
		errno = STALE;
		assert_int_equal(sctp_sendv(SD, &iov, 1, list, 1, info, sizeof(*info), SCTP_SENDV_SNDINFO, 0),
				 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(info->snd_assoc_id, 0);
	}
}

static void sctp_sendx_stores_the_id_in_sinfo_assoc_id_alone(void **state)
{
	struct sctp_sndrcvinfo want = sndrcv;
	struct sctp_sndrcvinfo *info = tail_copy(&sndrcv, sizeof(sndrcv));
	struct sctp_sndrcvinfo *constant = tail_readonly(&sndrcv, sizeof(sndrcv));
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1 2001:db8::1");
	want.sinfo_assoc_id = LINUX_NEXT_ID;
	assert_int_equal(sctp_sendx(SD, "hello", 5, list, 2, info, MSG_NOSIGNAL), 5);
	assert_int_equal(calls[0].flags, MSG_NOSIGNAL);
	assert_memory_equal(info, &want, sizeof(want));
	errno = STALE;
	assert_int_equal(sctp_sendx(SD, "hello", 5, list, 2, constant, 0), 5);
	assert_int_equal(errno, STALE);
	intercept_reset();
	assert_int_equal(sctp_sendx(SD, "hello", 5, list, 2, NULL, 0), 5);
	assert_int_equal(call_count, 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_id_is_looked_up_only_when_addresses_are_given_and_it_is_0),
		cmocka_unit_test(the_id_is_stored_wherever_info_stands),
		cmocka_unit_test(the_id_is_stored_across_a_page_boundary),
		cmocka_unit_test(the_id_is_stored_whatever_the_size_of_pages),
		cmocka_unit_test(an_id_that_stands_in_read_only_memory_in_part_is_left_alone),
		cmocka_unit_test(an_id_that_cannot_be_found_or_stored_is_no_error),
		cmocka_unit_test(sctp_sendx_stores_the_id_in_sinfo_assoc_id_alone),
	};

	return RUN_ISOLATED(tests);
}
