/* SPDX-License-Identifier: MIT
 *
 * The deprecated send functions, which carry a struct sctp_sndrcvinfo: sctp_send() (RFC 6458 9.10), sctp_sendx()
 * (9.11), sctp_sendmsg() (9.7), and BSD's sctp_sendmsgx().
 */
#include "api/transmit.h"
#include "api/addrs.h"

#include <sys/uio.h>

/* The ancillary data of a message without a list of addresses: a struct cmsghdr, which itself has no end, and its data. */
struct sndrcv_control {
	size_t len;
	int level, type;
	struct sctp_sndrcvinfo info;
};

_Static_assert(offsetof(struct sndrcv_control, level) == offsetof(struct cmsghdr, cmsg_level) &&
		       offsetof(struct sndrcv_control, type) == offsetof(struct cmsghdr, cmsg_type) &&
		       offsetof(struct sndrcv_control, info) == CMSG_LEN(0) &&
		       sizeof(struct sndrcv_control) == CMSG_SPACE(sizeof(struct sctp_sndrcvinfo)),
	       "an item of ancillary data as CMSG_DATA() and CMSG_SPACE() see it");

#define SNDRCV_ITEM                                                                                          \
	.len = CMSG_LEN(sizeof(struct sctp_sndrcvinfo)), .level = IPPROTO_SCTP, .type = SCTP_SNDRCV

static inline struct sctp_sndrcvinfo sndrcvinfo(uint32_t ppid, uint32_t flags, uint16_t stream_no,
						uint32_t timetolive, uint32_t context)
{
	return (struct sctp_sndrcvinfo){
		.sinfo_stream = stream_no,
		.sinfo_flags = (uint16_t)flags,
		.sinfo_ppid = ppid,
		.sinfo_context = context,
		.sinfo_timetolive = timetolive,
	};
}

int sctp_send(int s, const void *msg, size_t len, const struct sctp_sndrcvinfo *sinfo, int flags)
{
	struct sndrcv_control control;
	struct iovec iov = { (void *)msg, len };
	struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (sinfo) {
		control = (struct sndrcv_control){ SNDRCV_ITEM };
		memcpy(&control.info, sinfo, sizeof(control.info));
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
		if (control.info.sinfo_flags & SCTP_EOF)
			return libsctp_transmit(&(struct transmit){
				.sd = s,
				.flags = flags,
				.assoc_id = control.info.sinfo_assoc_id,
				.info_flags = &control.info.sinfo_flags,
				.msg = message,
			});
	}
	return (int)sendmsg(s, &message, flags);
}

static int has_address(const struct sockaddr *to, socklen_t tolen)
{
	int size = to && tolen >= sizeof(sa_family_t) ? addr_size(addr_family(to)) : 0;

	return size && (int)tolen >= size; /* the kernel takes the length for an int, too */
}

int sctp_sendmsg(int s, const void *msg, size_t len, struct sockaddr *to, socklen_t tolen, uint32_t ppid,
		 uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context)
{
	struct sndrcv_control control = {
		SNDRCV_ITEM,
		.info = sndrcvinfo(ppid, flags, stream_no, timetolive, context),
	};
	struct iovec iov = { (void *)msg, len };
	struct msghdr message;

	message.msg_name = to;
	message.msg_namelen = tolen;
	message.msg_iov = &iov;
	message.msg_iovlen = 1;
	message.msg_control = &control;
	message.msg_controllen = sizeof(control);
	message.msg_flags = 0;
	if ((flags & SCTP_EOF) || len == 0)
		return libsctp_transmit(&(struct transmit){
			.sd = s,
			.addrs = has_address(to, tolen) ? to : NULL,
			.addrcnt = 1,
			.info_flags = &control.info.sinfo_flags,
			.msg = message,
		});
	return (int)sendmsg(s, &message, 0);
}

int sctp_sendx(int s, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt,
	       struct sctp_sndrcvinfo *sinfo, int flags)
{
	union control control;
	char *end = control.bytes;
	struct iovec iov = { (void *)msg, len };
	struct transmit t = {
		.sd = s,
		.flags = flags,
		.addrcnt = addrcnt,
		.addrs = addrs,
		.frame = __builtin_frame_address(0),
		.msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes },
	};

	if (sinfo) {
		struct sctp_sndrcvinfo *item = control_add(&end, SCTP_SNDRCV, sizeof(*item));

		memcpy(item, sinfo, sizeof(*item));
		t.connect_first = SCTP_PR_POLICY(item->sinfo_flags) == SCTP_PR_SCTP_TTL;
		t.assoc_id = item->sinfo_assoc_id;
		t.id = (char *)sinfo + offsetof(struct sctp_sndrcvinfo, sinfo_assoc_id);
		t.info_flags = &item->sinfo_flags;
		t.msg.msg_controllen = (size_t)(end - control.bytes);
	}
	return libsctp_transmit_to_list(&t, end);
}

int sctp_sendmsgx(int s, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt, uint32_t ppid,
		  uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context)
{
	union control control;
	char *end = control.bytes;
	struct sctp_sndrcvinfo *item = control_add(&end, SCTP_SNDRCV, sizeof(*item));
	struct iovec iov = { (void *)msg, len };
	struct transmit t = {
		.sd = s,
		.addrcnt = addrcnt,
		.addrs = addrs,
		.info_flags = &item->sinfo_flags,
		.msg = {
			.msg_iov = &iov,
			.msg_iovlen = 1,
			.msg_control = control.bytes,
			.msg_controllen = (size_t)(end - control.bytes),
		},
	};

	*item = sndrcvinfo(ppid, flags, stream_no, timetolive, context);
	return libsctp_transmit_to_list(&t, end);
}
