/* SPDX-License-Identifier: MIT
 *
 * Sending to a list of addresses: sctp_sendv(), sctp_sendx() and sctp_sendmsgx() (RFC 6458 9.11, 9.12), and
 * what of the list the kernel gets in which form (5.3.9, 5.3.10).
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>

#define SD 3
#define STALE 4242

static const struct sctp_sndinfo snd = { 7, SCTP_UNORDERED, 0x11223344, 0x55667788, 0 };
static const struct sctp_authinfo authinfo = { 9 };

static size_t list_at_tail(struct sockaddr **list, const char *text)
{
	char bytes[4096];
	size_t size = pack_addrs(bytes, sizeof(bytes), text, 5000);

	*list = tail_readonly(bytes, size);
	return size;
}

enum form { SENDV, SENDX, SENDMSGX, FORMS };

/* Send "hello" to a list, with the id that *id holds on the way in and out (sctp_sendmsgx() has none). */
static int send_list(enum form form, const void *list, int count, sctp_assoc_t *id, int flags)
{
	struct iovec iov = { (void *)"hello", 5 };
	struct sctp_sndinfo info = { .snd_assoc_id = *id };
	struct sctp_sndrcvinfo old = { .sinfo_assoc_id = *id };
	struct sockaddr *addrs = (struct sockaddr *)list;
	int rc;

	switch (form) {
	case SENDV:
		rc = sctp_sendv(SD, &iov, 1, addrs, count, &info, sizeof(info), SCTP_SENDV_SNDINFO, flags);
		*id = info.snd_assoc_id;
		return rc;
	case SENDX:
		rc = sctp_sendx(SD, "hello", 5, addrs, count, &old, flags);
		*id = old.sinfo_assoc_id;
		return rc;
	default:
		return sctp_sendmsgx(SD, "hello", 5, addrs, count, 0, 0, 0, 0, 0);
	}
}

static const struct call *the_sendmsg(void)
{
	assert_int_equal(called(SENDMSG), 1);
	for (unsigned int i = 0; i < call_count; i++) {
		if (calls[i].function == SENDMSG)
			return &calls[i];
	}
	return NULL;
}

/*
 * RFC 6458 5.3.9, 5.3.10: the first address is the message's, the others are items; Linux wants none twice.
 */
static void further_addresses_travel_as_items_without_duplicates(void **state)
{
	static const struct {
		const char *list, *items;
		int count;
	} tables[] = {
		{ "192.0.2.1", "", 1 },
		{ "2001:db8::1", "", 1 },
		{ "192.0.2.1 192.0.2.2", "192.0.2.2", 2 },
		{ "192.0.2.1 2001:db8::1", "2001:db8::1", 2 },
		{ "2001:db8::1 192.0.2.1", "192.0.2.1", 2 },
		{ "192.0.2.1 192.0.2.1", "", 2 },
		{ "2001:db8::1 192.0.2.1 2001:db8::1 192.0.2.1 2001:db8::2", "192.0.2.1 2001:db8::2", 5 },
		{ "192.0.2.1 192.0.2.2 192.0.2.2 192.0.2.3 192.0.2.1", "192.0.2.2 192.0.2.3", 5 },
		/* link-local is fe80::/10 alone */
		{ "fec0::1 fe00::1 ff80::1 2080::1 fe7f::1", "fe00::1 ff80::1 2080::1 fe7f::1", 5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) * FORMS; i++) {
		struct item items[80];
		char want[1024];
		struct sockaddr *list;
		sctp_assoc_t id = 0;
		size_t left, got, next = 0, name;
		const struct call *call;

		list_at_tail(&list, tables[i / FORMS].list);
		left = pack_addrs(want, sizeof(want), tables[i / FORMS].items, 5000);
		intercept_reset();
		assert_int_equal(send_list((enum form)(i % FORMS), list, tables[i / FORMS].count, &id, 0), 5);
		call = the_sendmsg();
		name = (size_t)sctp_getaddrlen(list->sa_family);
		assert_int_equal(call->name_size, name);
		assert_memory_equal(call->name, list, name);
		got = call_items(call, items, 80);
		assert_int_equal(items[0].type, i % FORMS == SENDV ? SCTP_SNDINFO : SCTP_SNDRCV);
		for (size_t j = 1; j < got; j++) {
			struct sockaddr_in v4;
			struct sockaddr_in6 v6;

			assert_true(next < left);
			if (items[j].type == SCTP_DSTADDRV4) {
				memcpy(&v4, want + next, sizeof(v4));
				assert_int_equal(v4.sin_family, AF_INET);
				assert_int_equal(items[j].size, sizeof(v4.sin_addr));
				assert_memory_equal(items[j].data, &v4.sin_addr, sizeof(v4.sin_addr));
				next += sizeof(v4);
			} else {
				assert_int_equal(items[j].type, SCTP_DSTADDRV6);
				memcpy(&v6, want + next, sizeof(v6));
				assert_int_equal(v6.sin6_family, AF_INET6);
				assert_int_equal(items[j].size, sizeof(v6.sin6_addr));
				assert_memory_equal(items[j].data, &v6.sin6_addr, sizeof(v6.sin6_addr));
				next += sizeof(v6);
			}
		}
		assert_int_equal(next, left);
	}
}

static int count_of(const char *text)
{
	int count = 1;

	for (; *text; text++)
		count += *text == ' ';
	return count;
}

/* Ancillary data has no room for a scope id, and a bounded number of items. */
static void link_local_and_long_lists_are_set_up_by_connectx3(void **state)
{
	static const char *const scoped[] = {
		"fe80::1%3 192.0.2.1",
		"192.0.2.1 fe80::1%3",
		"2001:db8::1 192.0.2.1 febf::1%2",
		"fe80::1%3 fe80::1%4",
	};
	char many[65 * 12] = "10.0.0.1";

	(void)state;
	for (int i = 2; i <= 65; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many), " 10.0.0.%d", i);
	for (size_t i = 0; i < (sizeof(scoped) / sizeof(scoped[0]) + 1) * FORMS; i++) {
		const char *text = i / FORMS < sizeof(scoped) / sizeof(scoped[0]) ? scoped[i / FORMS] : many;
		struct sockaddr *list;
		size_t size = list_at_tail(&list, text);
		sctp_assoc_t id = 0;

		intercept_reset();
		errno = STALE;
		assert_int_equal(send_list((enum form)(i % FORMS), list, count_of(text), &id, 0), 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(id, i % FORMS == SENDMSGX ? 0 : LINUX_NEXT_ID);
		assert_in_range(called(GETSOCKOPT), 1, 2); /* whether there is one may be asked first */
		assert_int_equal(linux_socket.list_size, size);
		assert_memory_equal(linux_socket.list, list, size);
		assert_int_equal(the_sendmsg()->name_size, sctp_getaddrlen(list->sa_family));
	}
}

static void sixty_four_addresses_still_travel_with_the_message(void **state)
{
	char many[64 * 14] = "2001:db8::1";
	struct sockaddr *list;
	sctp_assoc_t id = 5;
	struct sctp_sendv_spa spa = { 7, snd, { .pr_policy = SCTP_PR_SCTP_RTX }, authinfo };
	struct iovec iov = { (void *)"hello", 5 };
	struct item items[80];

	(void)state;
	for (int i = 2; i <= 64; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many), " 2001:db8::%x", i);
	list_at_tail(&list, many);
	assert_int_equal(send_list(SENDX, list, 64, &id, 0), 5);
	assert_int_equal(call_count, 1);
	assert_int_equal(calls[0].control_size, CMSG_SPACE(sizeof(struct sctp_sndrcvinfo)) +
						    63 * CMSG_SPACE(sizeof(struct in6_addr)));
	intercept_reset();
	assert_int_equal(send_list(SENDV, list, 64, &id, 0), 5);
	assert_int_equal(call_count, 1);
	intercept_reset(); /* the most that there can be */
	spa.sendv_sndinfo.snd_assoc_id = 5;
	assert_int_equal(sctp_sendv(SD, &iov, 1, list, 64, &spa, sizeof(spa), SCTP_SENDV_SPA, 0), 5);
	assert_int_equal(call_count, 1);
	assert_int_equal(call_items(&calls[0], items, 80), 3 + 63);
}

/* When the setting up fails for good, nothing is sent; when there is an association already, it is used. */
static void errors_of_connectx3_end_the_sending_but_for_three(void **state)
{
	static const int errors[] = { ECONNREFUSED, ETIMEDOUT, EINVAL, ENETUNREACH, EISCONN, EALREADY };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "fe80::1%3 192.0.2.1");
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]) * FORMS; i++) {
		sctp_assoc_t id = 0;
		int error = errors[i / FORMS];

		intercept_reset();
		option_fails(SCTP_SOCKOPT_CONNECTX3, error);
		errno = STALE;
		if (error == EISCONN || error == EALREADY) {
			linux_socket.id = 5;
			assert_int_equal(send_list((enum form)(i % FORMS), list, 2, &id, 0), 5);
			assert_int_equal(errno, STALE);
		} else {
			assert_int_equal(send_list((enum form)(i % FORMS), list, 2, &id, 0), -1);
			assert_int_equal(errno, error);
			assert_int_equal(called(SENDMSG), 0);
			assert_int_equal(id, 0);
		}
	}
	intercept_reset();
	linux_socket.nonblocking = true; /* EINPROGRESS */
	sctp_assoc_t id = 0;
	errno = STALE;
	assert_int_equal(send_list(SENDV, list, 2, &id, 0), 5);
	assert_int_equal(errno, STALE);
	assert_int_equal(id, LINUX_NEXT_ID);
}

/* RFC 6458 9.12: the id of the association comes back, also where it was there before. */
static void a_second_message_to_a_link_local_list_returns_the_id_too(void **state)
{
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "fe80::1%3 192.0.2.1");
	for (int i = SENDV; i <= SENDX; i++) {
		sctp_assoc_t id = 0;

		intercept_reset();
		linux_socket.id = 5;
		linux_socket.state = SCTP_ESTABLISHED;
		assert_int_equal(send_list((enum form)i, list, 2, &id, 0), 5);
		assert_int_equal(id, 5);
	}
}

/*
 * Linux gives up a message with SCTP_PR_SCTP_TTL that sets its association up, whatever its lifetime: the
 * association comes first. Where there is one, the message goes to it, and the id comes back all the same.
 */
static void a_message_with_a_lifetime_sets_its_association_up_first(void **state)
{
	struct iovec iov = { (void *)"hello", 5 };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1 2001:db8::1");
	for (int way = 0; way < 12; way++) {
		struct sctp_prinfo ttl = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 60000 };
		struct sctp_sendv_spa spa = { SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID, snd, ttl,
					      authinfo };
		struct sctp_sndrcvinfo old = { .sinfo_flags = SCTP_PR_SCTP_TTL, .sinfo_timetolive = 60000 };
		sctp_assoc_t id = 5;
		int count = 1 + way % 2, rc;

		intercept_reset();
		linux_socket.id = way / 6 ? 5 : 0;
		linux_socket.state = SCTP_ESTABLISHED;
		errno = STALE;
		if (way / 2 % 3 == 0) {
			rc = sctp_sendv(SD, &iov, 1, list, count, &ttl, sizeof(ttl), SCTP_SENDV_PRINFO, 0);
		} else if (way / 2 % 3 == 1) {
			rc = sctp_sendv(SD, &iov, 1, list, count, &spa, sizeof(spa), SCTP_SENDV_SPA, 0);
			id = spa.sendv_sndinfo.snd_assoc_id;
		} else {
			rc = sctp_sendx(SD, "hello", 5, list, count, &old, 0);
			id = old.sinfo_assoc_id;
		}
		assert_int_equal(rc, 5);
		assert_int_equal(errno, STALE);
		assert_in_range(called(GETSOCKOPT), 1, 2);
		assert_int_equal(calls[call_count - 1 - called(RAW)].function, SENDMSG); /* after those */
		assert_int_equal(linux_socket.list_size > 0 || way / 6, 1);
		assert_int_equal(linux_socket.sent, 5);
		assert_int_equal(id, way / 2 % 3 == 0 || way / 6 ? 5 : LINUX_NEXT_ID);
	}
}

/* Linux refuses them there, too: EADDRNOTAVAIL. */
static void duplicates_are_dropped_where_connectx3_comes_first_too(void **state)
{
	static const struct {
		const char *list, *once;
		int count;
	} tables[] = {
		{ "192.0.2.1 192.0.2.1", "192.0.2.1", 2 },
		{ "192.0.2.1 2001:db8::1 192.0.2.1 2001:db8::1", "192.0.2.1 2001:db8::1", 4 },
		{ "fe80::1%3 192.0.2.1 fe80::1%3 fe80::1%4", "fe80::1%3 192.0.2.1 fe80::1%4", 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) * 3; i++) {
		struct sctp_prinfo ttl = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 60000 };
		struct iovec iov = { (void *)"hello", i % 3 ? 0 : 5 };
		struct sockaddr *list;
		char once[256];
		size_t size = pack_addrs(once, sizeof(once), tables[i / 3].once, 5000);
		int rc;

		list_at_tail(&list, tables[i / 3].list);
		intercept_reset();
		if (i % 3 == 2) /* no data, no lifetime */
			rc =
			    sctp_sendv(SD, &iov, 1, list, tables[i / 3].count, NULL, 0, SCTP_SENDV_NOINFO, 0);
		else
			rc = sctp_sendv(SD, &iov, 1, list, tables[i / 3].count, &ttl, sizeof(ttl),
					SCTP_SENDV_PRINFO, 0);
		assert_int_equal(rc, iov.iov_len);
		assert_int_equal(linux_socket.list_size, size);
		assert_memory_equal(linux_socket.list, once, size);
	}
}

/* connectx has no way to say MSG_DONTWAIT: on a socket that waits, it would wait for the peer. */
static void msg_dontwait_does_not_wait_for_an_association(void **state)
{
	static const char *const texts[] = { "fe80::1%3 192.0.2.1", "192.0.2.1 fe80::1%3 192.0.2.2",
					     "192.0.2.1" };
	struct iovec iov = { (void *)"hello", 5 };

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct sctp_prinfo ttl = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 60000 };
		struct sctp_sendv_spa spa = { SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID, snd, ttl,
					      authinfo };
		struct sctp_sndrcvinfo old = { .sinfo_flags = SCTP_PR_SCTP_TTL };
		struct sockaddr *list;
		int rc;

		list_at_tail(&list, texts[i / 2]);
		intercept_reset();
		if (i % 2)
			rc = sctp_sendv(SD, &iov, 1, list, count_of(texts[i / 2]), &spa, sizeof(spa),
					SCTP_SENDV_SPA, MSG_DONTWAIT);
		else
			rc = sctp_sendx(SD, "hello", 5, list, count_of(texts[i / 2]), &old, MSG_DONTWAIT);
		assert_int_equal(rc, linux_socket.sent ? 5 : -1);
		for (unsigned int j = 0; j < call_count; j++)
			assert_int_not_equal(calls[j].option, SCTP_SOCKOPT_CONNECTX3);
	}
}

static void different_ports_in_a_list_are_einval_and_nothing_is_sent(void **state)
{
	char bytes[128];
	size_t first = pack_addrs(bytes, sizeof(bytes), "192.0.2.1 2001:db8::1", 5000);
	void *list;

	(void)state;
	list =
	    tail_readonly(bytes, first + pack_addrs(bytes + first, sizeof(bytes) - first, "192.0.2.3", 5001));
	for (int i = 0; i < FORMS; i++) {
		sctp_assoc_t id = 0;

		errno = 0;
		assert_int_equal(send_list((enum form)i, list, 3, &id, 0), -1);
		assert_int_equal(errno, EINVAL);
	}
	assert_int_equal(call_count, 0);
}

static void errors_of_sendmsg_are_returned_and_no_id_is_looked_up(void **state)
{
	static const int errors[] = { EAGAIN, EPIPE, EMSGSIZE, EINTR, EADDRNOTAVAIL, ECONNREFUSED, EINVAL };
	struct sockaddr *list;

	(void)state;
	list_at_tail(&list, "192.0.2.1 192.0.2.2");
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]) * FORMS; i++) {
		sctp_assoc_t id = 0;

		intercept_reset();
		kernel_fails(SENDMSG, 1, errors[i / FORMS]);
		errno = 0;
		assert_int_equal(send_list((enum form)(i % FORMS), list, 2, &id, 0), -1);
		assert_int_equal(errno, errors[i / FORMS]);
		assert_int_equal(call_count, 1);
		assert_int_equal(id, 0);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(further_addresses_travel_as_items_without_duplicates),
		cmocka_unit_test(link_local_and_long_lists_are_set_up_by_connectx3),
		cmocka_unit_test(sixty_four_addresses_still_travel_with_the_message),
		cmocka_unit_test(errors_of_connectx3_end_the_sending_but_for_three),
		cmocka_unit_test(a_second_message_to_a_link_local_list_returns_the_id_too),
		cmocka_unit_test(a_message_with_a_lifetime_sets_its_association_up_first),
		cmocka_unit_test(duplicates_are_dropped_where_connectx3_comes_first_too),
		cmocka_unit_test(msg_dontwait_does_not_wait_for_an_association),
		cmocka_unit_test(different_ports_in_a_list_are_einval_and_nothing_is_sent),
		cmocka_unit_test(errors_of_sendmsg_are_returned_and_no_id_is_looked_up),
	};

	return RUN_ISOLATED(tests);
}
