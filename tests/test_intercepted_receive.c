/* SPDX-License-Identifier: MIT
 *
 * sctp_recvmsg() and sctp_recvv() with ancillary data as the test writes it: every order and choice of SCTP's
 * items (RFC 6458 5.3.2, 5.3.5, 5.3.6) among those that SOL_SOCKET options add, truncated and malformed ones,
 * info of every size (9.13). Linux puts SOL_SOCKET's first, then SCTP_NXTINFO, SCTP_RCVINFO, SCTP_SNDRCV
 * (sctp_recvmsg() of 6.1); nothing here relies on that order. What lies behind msg_controllen is poisoned: it
 * may not be read.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>

#define SD 3
#define STALE 4242
#define FILL 0xa5

static const struct sctp_sndrcvinfo sndrcv = { 1, 2, SCTP_UNORDERED, 3, 4, 0, 5, 6, 7 };
static const struct sctp_rcvinfo rcv = { 11, 12, SCTP_UNORDERED, 13, 14, 15, 16, 17 };
static const struct sctp_nxtinfo nxt = { 21, SCTP_UNORDERED, 22, 23, 24 };
static const char other[64] = "timestamps, marks and drop counters";

/* What the played kernel has for the next recvmsg(). */
static struct {
	_Alignas(struct cmsghdr) char control[600];
	size_t control_size;
	int flags;
	ssize_t size;
	const char *poisoned;
	size_t poisoned_size;
} in;

static void add(int level, int type, const void *data, size_t size)
{
	struct cmsghdr *item = (void *)(in.control + in.control_size);

	item->cmsg_level = level;
	item->cmsg_type = type;
	item->cmsg_len = CMSG_LEN(size);
	memcpy(CMSG_DATA(item), data, size);
	in.control_size += CMSG_SPACE(size);
}

/* put_cmsg(): an item that does not fit is cut, and said to be shorter. */
static ssize_t deliver(struct msghdr *msg, int flags)
{
	size_t room = msg->msg_controllen, size = in.control_size < room ? in.control_size : room;
	char *control = msg->msg_control;

	(void)flags;
	memset(control, FILL, room);
	memcpy(control, in.control, size);
	in.poisoned = control + size;
	in.poisoned_size = room - size;
	ASAN_POISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
	msg->msg_controllen = size;
	msg->msg_flags = in.flags | (in.control_size > room ? MSG_CTRUNC : 0);
	if (msg->msg_name && msg->msg_namelen) {
		struct sockaddr_in from = { .sin_family = AF_INET, .sin_port = htons(5000) };

		memcpy(msg->msg_name, &from,
		       msg->msg_namelen < sizeof(from) ? msg->msg_namelen : sizeof(from));
		msg->msg_namelen = sizeof(from);
	}
	return in.size;
}

static void start(void)
{
	intercept_reset();
	memset(&in, 0, sizeof(in));
	in.size = 5;
	in.flags = MSG_EOR;
	kernel.recvmsg = deliver;
}

struct received {
	int rc;
	socklen_t infolen;
	unsigned int infotype;
	int flags;
	char info[64];
};

/*
 * sctp_recvv() into an info of that many bytes before an unmapped page, at an odd address if the size is odd.
 */
static struct received receive(socklen_t room)
{
	struct received r = { .infotype = 99 };
	char buffer[8], *info = tail_alloc(room);
	socklen_t *infolen = tail_copy(&room, sizeof(room));
	unsigned int *infotype = tail_copy(&r.infotype, sizeof(r.infotype));
	int *flags = tail_copy(&r.flags, sizeof(r.flags));
	struct iovec iov = { buffer, sizeof(buffer) };

	memset(info, FILL, room);
	errno = STALE;
	r.rc = sctp_recvv(SD, &iov, 1, NULL, NULL, info, infolen, infotype, flags);
	ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
	if (r.rc >= 0)
		assert_int_equal(errno, STALE);
	assert_int_equal(called(RECVMSG), 1);
	assert_int_equal(call_count, 1);
	call_count = 0;
	r.infolen = *infolen;
	r.infotype = *infotype;
	r.flags = *flags;
	memset(r.info, FILL, sizeof(r.info));
	memcpy(r.info, info, room < sizeof(r.info) ? room : sizeof(r.info));
	tail_free(info, room);
	tail_free(infolen, sizeof(room));
	tail_free(infotype, sizeof(r.infotype));
	tail_free(flags, sizeof(r.flags));
	return r;
}

static struct sctp_sndrcvinfo receive_old(int *flags)
{
	struct sctp_sndrcvinfo info;
	char *where = (char *)tail_alloc(sizeof(info) + 1), buffer[8]; /* at an odd address */

	memset(where, FILL, sizeof(info) + 1);
	errno = STALE;
	assert_int_equal(sctp_recvmsg(SD, buffer, sizeof(buffer), NULL, NULL, (void *)where, flags), in.size);
	ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
	assert_int_equal(errno, STALE);
	assert_int_equal(call_count, 1);
	call_count = 0;
	assert_int_equal((unsigned char)where[sizeof(info)], FILL);
	memcpy(&info, where, sizeof(info));
	tail_free(where, sizeof(info) + 1);
	return info;
}

/*
 * What a socket with SCTP_RECVRCVINFO but not SCTP_DATA_IO_EVENT knows of a message: all but
 * sinfo_timetolive.
 */
static struct sctp_sndrcvinfo from_rcvinfo(void)
{
	struct sctp_sndrcvinfo info;

	memset(&info, 0, sizeof(info));
	info.sinfo_stream = rcv.rcv_sid;
	info.sinfo_ssn = rcv.rcv_ssn;
	info.sinfo_flags = rcv.rcv_flags;
	info.sinfo_ppid = rcv.rcv_ppid;
	info.sinfo_context = rcv.rcv_context;
	info.sinfo_tsn = rcv.rcv_tsn;
	info.sinfo_cumtsn = rcv.rcv_cumtsn;
	info.sinfo_assoc_id = rcv.rcv_assoc_id;
	return info;
}

enum kind { SNDRCV, RCV, NXT, TIMESTAMP, TIMESTAMPING, RXQ_OVFL, MARK, KINDS };

static void add_kind(enum kind kind)
{
	switch (kind) {
	case SNDRCV:
		add(IPPROTO_SCTP, SCTP_SNDRCV, &sndrcv, sizeof(sndrcv));
		break;
	case RCV:
		add(IPPROTO_SCTP, SCTP_RCVINFO, &rcv, sizeof(rcv));
		break;
	case NXT:
		add(IPPROTO_SCTP, SCTP_NXTINFO, &nxt, sizeof(nxt));
		break;
	case TIMESTAMP:
		add(SOL_SOCKET, SCM_TIMESTAMP, other, 16);
		break;
	case TIMESTAMPING:
		add(SOL_SOCKET, SCM_TIMESTAMPING, other, 48);
		break;
	case RXQ_OVFL:
		add(SOL_SOCKET, SO_RXQ_OVFL, other, 4);
		break;
	default:
		add(SOL_SOCKET, SO_MARK, other, 4);
		break;
	}
}

/* Whether what came back is right for these kinds; sizes as 9.13 has them. */
static void check(unsigned int kinds)
{
	static const socklen_t rooms[] = { 0, 1, 15, 16, 17, 27, 28, 29, 43, 44, 45, 64 };
	const bool has_rcv = kinds & 1U << RCV, has_nxt = kinds & 1U << NXT;
	struct sctp_sndrcvinfo want = { 0 };
	int flags = 0;

	for (size_t n = 0; n < sizeof(rooms) / sizeof(rooms[0]); n++) {
		const socklen_t room = rooms[n];
		struct received r = receive(room);
		struct sctp_recvv_rn rn = { rcv, nxt };
		const void *data = &rn;

		assert_int_equal(r.rc, 5);
		assert_int_equal(r.flags, MSG_EOR);
		if (has_rcv && has_nxt && room >= sizeof(rn)) {
			assert_int_equal(r.infotype, SCTP_RECVV_RN);
			assert_int_equal(r.infolen, sizeof(rn));
		} else if (has_rcv && room >= sizeof(rcv)) {
			assert_int_equal(r.infotype, SCTP_RECVV_RCVINFO);
			assert_int_equal(r.infolen, sizeof(rcv));
			data = &rcv;
		} else if (has_nxt && room >= sizeof(nxt)) {
			assert_int_equal(r.infotype, SCTP_RECVV_NXTINFO);
			assert_int_equal(r.infolen, sizeof(nxt));
			data = &nxt;
		} else {
			assert_int_equal(r.infotype, SCTP_RECVV_NOINFO);
			assert_int_equal(r.infolen, 0);
		}
		if (r.infolen)
			assert_memory_equal(r.info, data, r.infolen);
		for (size_t i = r.infolen; i < room && i < sizeof(r.info); i++)
			assert_int_equal((unsigned char)r.info[i], FILL);
	}
	if (kinds & 1U << SNDRCV)
		want = sndrcv;
	else if (has_rcv)
		want = from_rcvinfo();
	else
		memset(&want, 0, sizeof(want));
	struct sctp_sndrcvinfo got = receive_old(&flags);

	assert_int_equal(flags, MSG_EOR);
	assert_memory_equal(&got, &want, sizeof(want));
}

/* All choices of four of the kinds in all their orders: 7 * 6 * 5 * 4 with what they begin with. */
static void items_are_found_in_every_order_and_choice(void **state)
{
	(void)state;
	for (unsigned int order = 0; order < 8 * 8 * 8 * 8; order++) {
		unsigned int kinds = 0, i;

		start();
		for (i = 0; i < 4; i++) {
			unsigned int kind = order >> 3 * i & 7;

			if (kind == KINDS) /* no item */
				continue;
			if (kinds & 1U << kind)
				break;
			kinds |= 1U << kind;
			add_kind((enum kind)kind);
		}
		if (i == 4)
			check(kinds);
	}
}

/*
 * lksctp-tools 1.0.21 recvmsg.c:62: its buffer fits SCTP_SNDRCV alone. All that a socket can have on must fit
 * ours.
 */
static void everything_that_a_socket_can_have_on_fits(void **state)
{
	static const unsigned int scm_pktinfo = 58; /* SCM_TIMESTAMPING_PKTINFO */

	(void)state;
	start();
	add_kind(TIMESTAMP);
	add_kind(TIMESTAMPING);
	add(SOL_SOCKET, (int)scm_pktinfo, other, 16);
	add(SOL_SOCKET, SO_WIFI_STATUS, other, 4);
	add_kind(RXQ_OVFL);
	add_kind(MARK);
	add_kind(NXT);
	add_kind(RCV);
	add_kind(SNDRCV);
	check(1U << NXT | 1U << RCV | 1U << SNDRCV);
}

/* An item may say that it is shorter than its type: truncated, it is none. */
static void truncated_items_are_none(void **state)
{
	static const struct {
		int type;
		const void *data;
		size_t size;
	} items[] = {
		{ SCTP_SNDRCV, &sndrcv, sizeof(sndrcv) },
		{ SCTP_RCVINFO, &rcv, sizeof(rcv) },
		{ SCTP_NXTINFO, &nxt, sizeof(nxt) },
	};
	struct sctp_sndrcvinfo zero = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
		for (size_t size = 0; size < items[i].size; size++) {
			struct sctp_sndrcvinfo got;
			struct received r;

			start();
			in.flags |= MSG_CTRUNC;
			add(IPPROTO_SCTP, items[i].type, items[i].data, size);
			in.control_size = CMSG_LEN(size); /* as put_cmsg() leaves it: no padding */
			r = receive(64);
			assert_int_equal(r.infotype, SCTP_RECVV_NOINFO);
			assert_int_equal(r.flags, MSG_EOR | MSG_CTRUNC);
			got = receive_old(NULL);
			assert_memory_equal(&got, &zero, sizeof(zero));
		}
	}
}

/* An item that says that it is longer than what came: no byte behind msg_controllen is anybody's info. */
static void items_longer_than_what_came_are_not_read(void **state)
{
	static const size_t lengths[] = {
		0, 1, 15, 16, 48, 49, 64, 512, 513, 4096, INT_MAX, SIZE_MAX - 64, SIZE_MAX - 7, SIZE_MAX
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]) * 6; i++) {
		struct cmsghdr *item;

		start();
		if (i % 2)
			add_kind(MARK);
		item = (void *)(in.control + in.control_size);
		if (i / 2 % 3 == 0)
			add_kind(SNDRCV);
		else if (i / 2 % 3 == 1)
			add_kind(RCV);
		else
			add_kind(NXT);
		item->cmsg_len = lengths[i / 6];
		for (; in.control_size > (size_t)((char *)item - in.control); in.control_size--) {
			const size_t left = in.control_size - (size_t)((char *)item - in.control);
			struct received r = receive(64);
			int flags = 0;

			receive_old(&flags);
			if (item->cmsg_len > left)
				assert_int_equal(r.infotype, SCTP_RECVV_NOINFO);
		}
	}
}

/* If Linux makes an item larger, what was added stands at the end, as in options. */
static void items_that_have_grown_are_read_in_their_known_part(void **state)
{
	char grown[3][64];

	(void)state;
	start();
	memset(grown, FILL, sizeof(grown));
	memcpy(grown[0], &nxt, sizeof(nxt));
	memcpy(grown[1], &rcv, sizeof(rcv));
	memcpy(grown[2], &sndrcv, sizeof(sndrcv));
	add(IPPROTO_SCTP, SCTP_NXTINFO, grown[0], sizeof(nxt) + 4);
	add(IPPROTO_SCTP, SCTP_RCVINFO, grown[1], sizeof(rcv) + 8);
	add(IPPROTO_SCTP, SCTP_SNDRCV, grown[2], sizeof(sndrcv) + 1);
	check(1U << NXT | 1U << RCV | 1U << SNDRCV);
}

static void foreign_items_with_our_types_are_not_ours(void **state)
{
	static const int levels[] = { SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP, 0, -1, 131, 133 };

	(void)state;
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		start();
		add(levels[i], SCTP_SNDRCV, other, sizeof(sndrcv));
		add(levels[i], SCTP_RCVINFO, other, sizeof(rcv));
		add(levels[i], SCTP_NXTINFO, other, sizeof(nxt));
		check(0);
		add_kind(RCV);
		check(1U << RCV);
	}
	start();
	add(IPPROTO_SCTP, 9, other, 32); /* a type that Linux does not have yet */
	add(IPPROTO_SCTP, SCTP_SNDINFO, other, 32);
	add_kind(NXT);
	check(1U << NXT);
}

static void no_ancillary_data_is_no_info(void **state)
{
	(void)state;
	start();
	check(0);
}

/* RFC 6458 3.1.4, 9.8: flags go in and out through one argument; 9.13 likewise. */
static void flags_go_in_and_out(void **state)
{
	static const int flags[] = { 0, MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL | MSG_TRUNC, -1 };
	char buffer[8];
	struct iovec iov[2] = { { buffer, 3 }, { buffer + 3, 5 } };

	(void)state;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		int both[2] = { flags[i], flags[i] };

		start();
		in.flags = MSG_NOTIFICATION | MSG_EOR | MSG_TRUNC;
		assert_int_equal(sctp_recvmsg(SD, buffer, sizeof(buffer), NULL, NULL, NULL, &both[0]), 5);
		ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
		assert_int_equal(sctp_recvv(SD, iov, 2, NULL, NULL, NULL, NULL, NULL, &both[1]), 5);
		ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
		for (int j = 0; j < 2; j++) {
			assert_int_equal(calls[j].sd, SD);
			assert_int_equal(calls[j].flags, flags[i]);
			assert_int_equal(both[j], in.flags);
		}
		assert_ptr_equal(calls[1].at, iov);
		assert_int_equal(calls[1].iovcnt, 2);
	}
}

static void the_senders_address_is_cut_to_its_room_and_its_size_told(void **state)
{
	(void)state;
	for (socklen_t room = 0; room <= 28; room++) {
		for (int form = 0; form < 2; form++) {
			struct sockaddr *from = tail_alloc(room);
			socklen_t *size = tail_copy(&room, sizeof(room));
			char buffer[8];
			struct iovec iov = { buffer, sizeof(buffer) };
			int rc;

			start();
			if (form)
				rc = sctp_recvv(SD, &iov, 1, from, size, NULL, NULL, NULL, NULL);
			else
				rc = sctp_recvmsg(SD, buffer, sizeof(buffer), from, size, NULL, NULL);
			ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
			assert_int_equal(rc, 5);
			assert_ptr_equal(calls[0].name_at, from);
			assert_int_equal(calls[0].name_size, room);
			assert_int_equal(*size, room ? sizeof(struct sockaddr_in) : 0);
		}
	}
}

/* Which of the outputs are NULL is the program's choice; the others are filled. */
static void every_output_may_be_null(void **state)
{
	char buffer[8];
	struct iovec iov = { buffer, sizeof(buffer) };

	(void)state;
	for (unsigned int given = 0; given < 64; given++) {
		struct sockaddr_in from = { 0 };
		socklen_t fromlen = sizeof(from), infolen = 64;
		struct sctp_sndrcvinfo old;
		unsigned int infotype = 99;
		char info[64];
		int flags = 0;

		start();
		add_kind(RCV);
		add_kind(NXT);
		memset(info, FILL, sizeof(info));
		memset(&old, FILL, sizeof(old));
		errno = STALE;
		assert_int_equal(sctp_recvv(SD, &iov, 1, given & 1 ? (void *)&from : NULL,
					    given & 2 ? &fromlen : NULL, given & 4 ? info : NULL,
					    given & 8 ? &infolen : NULL, given & 16 ? &infotype : NULL,
					    given & 32 ? &flags : NULL),
				 5);
		ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
		if (given & 1)
			assert_int_equal(calls[0].name_size, given & 2 ? sizeof(from) : 0);
		assert_int_equal(from.sin_family, (given & 3) == 3 ? AF_INET : 0);
		if ((given & 2) == 0 || (given & 1))
			assert_int_equal(fromlen, sizeof(from));
		/* lksctp-tools leaves infotype alone where info or infolen is NULL (recvmsg.c:140) */
		if (given & 16)
			assert_int_equal(infotype, (given & 12) == 12 ? SCTP_RECVV_RN : SCTP_RECVV_NOINFO);
		if (given & 8)
			assert_int_equal(infolen, given & 4 ? sizeof(struct sctp_recvv_rn) : 0);
		if ((given & 12) == 4)
			assert_int_equal((unsigned char)info[0], FILL);
		assert_int_equal(flags, given & 32 ? MSG_EOR : 0);
		flags = 0;
		fromlen = sizeof(from);
		assert_int_equal(sctp_recvmsg(SD, buffer, 8, given & 1 ? (void *)&from : NULL,
					      given & 2 ? &fromlen : NULL, given & 4 ? &old : NULL,
					      given & 32 ? &flags : NULL),
				 5);
		ASAN_UNPOISON_MEMORY_REGION(in.poisoned, in.poisoned_size);
		assert_int_equal(old.sinfo_tsn, given & 4 ? rcv.rcv_tsn : 0xa5a5a5a5);
		assert_int_equal(flags, given & 32 ? MSG_EOR : 0);
		assert_int_equal(errno, STALE);
	}
}

static void outputs_are_left_alone_when_receiving_fails(void **state)
{
	static const int errors[] = { EAGAIN, EINTR, ECONNRESET, ENOTCONN, EBADF, EFAULT };
	char buffer[8];
	struct iovec iov = { buffer, sizeof(buffer) };

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]) * 2; i++) {
		unsigned char outputs[6][64], want[64];

		start();
		memset(outputs, FILL, sizeof(outputs));
		memset(want, FILL, sizeof(want));
		kernel_fails(RECVMSG, 1, errors[i / 2]);
		if (i % 2)
			assert_int_equal(sctp_recvv(SD, &iov, 1, (void *)outputs[0], (void *)outputs[1],
						    outputs[2], (void *)outputs[3], (void *)outputs[4],
						    (void *)outputs[5]),
					 -1);
		else
			assert_int_equal(sctp_recvmsg(SD, buffer, 8, (void *)outputs[0], (void *)outputs[1],
						      (void *)outputs[2], (void *)outputs[3]),
					 -1);
		assert_int_equal(errno, errors[i / 2]);
		assert_int_equal(call_count, 1);
		for (int j = 0; j < 6; j++)
			assert_memory_equal(outputs[j], want, sizeof(want));
	}
}

/* The end of an association on a one-to-one socket, and a notification, which has no info. */
static void nothing_and_notifications_have_no_info(void **state)
{
	struct sctp_sndrcvinfo got, zero = { 0 };
	struct received r;

	(void)state;
	start();
	in.size = 0;
	in.flags = 0;
	r = receive(64);
	assert_int_equal(r.rc, 0);
	assert_int_equal(r.infotype, SCTP_RECVV_NOINFO);
	got = receive_old(NULL);
	assert_memory_equal(&got, &zero, sizeof(zero));
	start();
	in.flags = MSG_NOTIFICATION | MSG_EOR;
	r = receive(64);
	assert_int_equal(r.flags, MSG_NOTIFICATION | MSG_EOR);
	assert_int_equal(r.infotype, SCTP_RECVV_NOINFO);
	memset(&zero, FILL, sizeof(zero)); /* what stood there, as with lksctp-tools */
	got = receive_old(NULL);
	assert_memory_equal(&got, &zero, sizeof(zero));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_are_found_in_every_order_and_choice),
		cmocka_unit_test(everything_that_a_socket_can_have_on_fits),
		cmocka_unit_test(truncated_items_are_none),
		cmocka_unit_test(items_longer_than_what_came_are_not_read),
		cmocka_unit_test(items_that_have_grown_are_read_in_their_known_part),
		cmocka_unit_test(foreign_items_with_our_types_are_not_ours),
		cmocka_unit_test(no_ancillary_data_is_no_info),
		cmocka_unit_test(flags_go_in_and_out),
		cmocka_unit_test(the_senders_address_is_cut_to_its_room_and_its_size_told),
		cmocka_unit_test(every_output_may_be_null),
		cmocka_unit_test(outputs_are_left_alone_when_receiving_fails),
		cmocka_unit_test(nothing_and_notifications_have_no_info),
	};

	return RUN_ISOLATED(tests);
}
