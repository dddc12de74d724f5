/* SPDX-License-Identifier: MIT
 *
 * Fuzzes sctp_recvmsg() and sctp_recvv() with ancillary data from the kernel. No byte behind msg_controllen
 * may be read (it is poisoned), none written that the caller did not give, and what is returned must be some
 * item's data.
 *
 * Input: function and NULL outputs, size of info, msg_controllen (2), return value, msg_flags (2), then the
 * data.
 */
#include "tests/fuzz/fuzz.h"

#include <sanitizer/asan_interface.h>
#include <sys/uio.h>

#define FILL 0xa5

static struct {
	struct input in;
	unsigned int controllen, flags;
	ssize_t received;
	uint8_t copy[1024]; /* of what was delivered */
	size_t size;
	const char *poisoned;
	size_t poisoned_size;
} from_kernel;

static ssize_t deliver(struct msghdr *msg, int flags)
{
	char *control = msg->msg_control;
	size_t room = msg->msg_controllen, given = from_kernel.in.size;

	(void)flags;
	if (from_kernel.received < 0)
		return from_kernel.received;
	CHECK(room <= sizeof(from_kernel.copy));
	from_kernel.size = from_kernel.controllen < room ? from_kernel.controllen : room;
	memset(control, FILL, room);
	memcpy(control, from_kernel.in.data, given < from_kernel.size ? given : from_kernel.size);
	memcpy(from_kernel.copy, control, from_kernel.size);
	from_kernel.poisoned = control + from_kernel.size;
	from_kernel.poisoned_size = room - from_kernel.size;
	ASAN_POISON_MEMORY_REGION(from_kernel.poisoned, from_kernel.poisoned_size);
	msg->msg_controllen = from_kernel.size;
	msg->msg_flags = (int)from_kernel.flags;
	if (msg->msg_name)
		msg->msg_namelen = sizeof(struct sockaddr_in6);
	return from_kernel.received;
}

/* The nth item of that type and at least that size; exact: of just that size. NULL: there are fewer. */
static const uint8_t *item(int type, size_t size, int exact, unsigned int nth)
{
	size_t at = 0;

	while (from_kernel.size - at >= sizeof(struct cmsghdr)) {
		const size_t left = from_kernel.size - at;
		struct cmsghdr header;

		memcpy(&header, from_kernel.copy + at, sizeof(header));
		if (header.cmsg_len < sizeof(header) || header.cmsg_len > left)
			break;
		if (header.cmsg_level == IPPROTO_SCTP && header.cmsg_type == type &&
		    (exact ? header.cmsg_len == CMSG_LEN(size) : header.cmsg_len >= CMSG_LEN(size)) &&
		    nth-- == 0)
			return from_kernel.copy + at + CMSG_LEN(0);
		if (CMSG_ALIGN(header.cmsg_len) >= left)
			break;
		at += CMSG_ALIGN(header.cmsg_len);
	}
	return NULL;
}

static int is_some_item(int type, const void *data, size_t size)
{
	const uint8_t *found;

	for (unsigned int nth = 0; (found = item(type, size, 0, nth)); nth++) {
		if (memcmp(found, data, size) == 0)
			return 1;
	}
	return 0;
}

/* sinfo is an SCTP_SNDRCV's data, or has the members of an SCTP_RCVINFO, or is zero. */
static void check_sndrcvinfo(const struct sctp_sndrcvinfo *got)
{
	struct sctp_sndrcvinfo want;
	const uint8_t *found;

	if (is_some_item(SCTP_SNDRCV, got, sizeof(*got)))
		return;
	CHECK(!item(SCTP_SNDRCV, sizeof(*got), 1, 0));
	for (unsigned int nth = 0; (found = item(SCTP_RCVINFO, sizeof(struct sctp_rcvinfo), 0, nth)); nth++) {
		struct sctp_rcvinfo rcv;

		memcpy(&rcv, found, sizeof(rcv));
		memset(&want, 0, sizeof(want));
		want.sinfo_stream = rcv.rcv_sid;
		want.sinfo_ssn = rcv.rcv_ssn;
		want.sinfo_flags = rcv.rcv_flags;
		want.sinfo_ppid = rcv.rcv_ppid;
		want.sinfo_context = rcv.rcv_context;
		want.sinfo_tsn = rcv.rcv_tsn;
		want.sinfo_cumtsn = rcv.rcv_cumtsn;
		want.sinfo_assoc_id = rcv.rcv_assoc_id;
		if (memcmp(got, &want, sizeof(want)) == 0)
			return;
	}
	CHECK(!item(SCTP_RCVINFO, sizeof(struct sctp_rcvinfo), 1, 0));
	memset(&want, 0, sizeof(want));
	CHECK(memcmp(got, &want, sizeof(want)) == 0);
}

static void check_recvv(const char *info, socklen_t room, socklen_t size, unsigned int type)
{
	const struct sctp_recvv_rn *rn = (const void *)0;
	const size_t nxt_at = offsetof(struct sctp_recvv_rn, recvv_nxtinfo);
	const int has_rcv = !!item(SCTP_RCVINFO, sizeof(rn->recvv_rcvinfo), 1, 0);
	const int has_nxt = !!item(SCTP_NXTINFO, sizeof(rn->recvv_nxtinfo), 1, 0);

	CHECK(type <= SCTP_RECVV_RN && size <= room);
	switch (type) {
	case SCTP_RECVV_RN:
		CHECK(size == sizeof(*rn));
		CHECK(is_some_item(SCTP_RCVINFO, info, sizeof(rn->recvv_rcvinfo)));
		CHECK(is_some_item(SCTP_NXTINFO, info + nxt_at, sizeof(rn->recvv_nxtinfo)));
		break;
	case SCTP_RECVV_RCVINFO:
		CHECK(size == sizeof(rn->recvv_rcvinfo));
		CHECK(is_some_item(SCTP_RCVINFO, info, size));
		CHECK(room < sizeof(*rn) || !has_nxt);
		break;
	case SCTP_RECVV_NXTINFO:
		CHECK(size == sizeof(rn->recvv_nxtinfo));
		CHECK(is_some_item(SCTP_NXTINFO, info, size));
		CHECK(room < sizeof(rn->recvv_rcvinfo) || !has_rcv);
		break;
	default:
		CHECK(size == 0);
		CHECK(room < sizeof(rn->recvv_nxtinfo) || !has_nxt);
		CHECK(room < sizeof(rn->recvv_rcvinfo) || !has_rcv);
	}
	for (socklen_t i = size; i < room; i++)
		CHECK((unsigned char)info[i] == FILL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input *in = &from_kernel.in;
	char byte;
	struct iovec iov = { &byte, 1 };
	unsigned int how, type = 99;
	struct sockaddr_in6 from;
	socklen_t fromlen = sizeof(from), room, infolen;
	int rc, flags = MSG_PEEK;
	char *info;

	*in = (struct input){ data, size };
	how = take(in);
	room = infolen = take(in);
	from_kernel.controllen = take2(in);
	from_kernel.received = (int8_t)take(in);
	from_kernel.flags = take2(in);
	from_kernel.poisoned_size = from_kernel.size = 0;
	intercept_reset();
	kernel.recvmsg = deliver;
	if (how & 1)
		room = infolen = sizeof(struct sctp_sndrcvinfo);
	info = malloc(room);
	if (!info)
		abort();
	memset(info, FILL, room);
	errno = 4242;
	if (how & 1)
		rc = sctp_recvmsg(3, &byte, 1, how & 2 ? NULL : (void *)&from, how & 4 ? NULL : &fromlen,
				  how & 8 ? NULL : (void *)info, how & 16 ? NULL : &flags);
	else
		rc = sctp_recvv(3, &iov, 1, how & 2 ? NULL : (void *)&from, how & 4 ? NULL : &fromlen,
				how & 8 ? NULL : info, how & 32 ? NULL : &infolen, how & 64 ? NULL : &type,
				how & 16 ? NULL : &flags);
	ASAN_UNPOISON_MEMORY_REGION(from_kernel.poisoned, from_kernel.poisoned_size);
	CHECK(call_count == 1 && called(RECVMSG) == 1);
	if (from_kernel.received < 0) {
		CHECK(rc == -1 && errno == -from_kernel.received && type == 99 && flags == MSG_PEEK);
		CHECK(fromlen == sizeof(from) && infolen == room);
		for (socklen_t i = 0; i < room; i++)
			CHECK((unsigned char)info[i] == FILL);
	} else {
		CHECK(rc == from_kernel.received && errno == 4242);
		CHECK(flags == (how & 16 ? MSG_PEEK : (int)from_kernel.flags));
		if ((how & 1) && !(how & 8)) {
			struct sctp_sndrcvinfo got;

			memcpy(&got, info, sizeof(got));
			if (!(from_kernel.flags & MSG_NOTIFICATION) || item(SCTP_SNDRCV, sizeof(got), 0, 0))
				check_sndrcvinfo(&got);
			else
				CHECK(got.sinfo_tsn ==
				      FILL * 0x01010101U); /* which a notification leaves alone */
		}
		if (!(how & (1 | 8 | 32 | 64)))
			check_recvv(info, room, infolen, type);
		if (!(how & (1 | 64)) && (how & (8 | 32)))
			CHECK(type == SCTP_RECVV_NOINFO);
	}
	free(info);
	return 0;
}
