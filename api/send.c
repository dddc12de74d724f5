/* SPDX-License-Identifier: MIT
 *
 * The deprecated send functions, which carry a struct sctp_sndrcvinfo: sctp_send() (RFC 6458 9.10), sctp_sendx()
 * (9.11), sctp_sendmsg() (9.7), and BSD's sctp_sendmsgx().
 */
#include "api/transmit.h"
#include "api/addrs.h"

#include <sys/uio.h>

/* The ancillary data of a message without a list of addresses. */
union sndrcv_control {
	struct cmsghdr item;
	char bytes[CMSG_SPACE(sizeof(struct sctp_sndrcvinfo))];
};

static inline struct sctp_sndrcvinfo *sndrcv_item(union sndrcv_control *control)
{
	control->item.cmsg_len = CMSG_LEN(sizeof(struct sctp_sndrcvinfo));
	control->item.cmsg_level = IPPROTO_SCTP;
	control->item.cmsg_type = SCTP_SNDRCV;
	return (struct sctp_sndrcvinfo *)(void *)CMSG_DATA(&control->item);
}

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
	union sndrcv_control control;
	struct iovec iov = { (void *)msg, len };
	struct transmit t = { .sd = s, .flags = flags, .msg = { .msg_iov = &iov, .msg_iovlen = 1 } };

	if (sinfo) {
		struct sctp_sndrcvinfo *item = sndrcv_item(&control);

		memcpy(item, sinfo, sizeof(*item));
		t.assoc_id = item->sinfo_assoc_id;
		t.info_flags = &item->sinfo_flags;
		t.msg.msg_control = &control;
		t.msg.msg_controllen = sizeof(control);
	}
	return libsctp_transmit(&t);
}

int sctp_sendmsg(int s, const void *msg, size_t len, struct sockaddr *to, socklen_t tolen, uint32_t ppid,
		 uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context)
{
	union sndrcv_control control;
	struct sctp_sndrcvinfo *item = sndrcv_item(&control);
	struct iovec iov = { (void *)msg, len };
	struct transmit t = {
		.sd = s,
		.addrs = to,
		.addrcnt = 1,
		.info_flags = &item->sinfo_flags,
		.msg = {
			.msg_name = to,
			.msg_namelen = tolen,
			.msg_iov = &iov,
			.msg_iovlen = 1,
			.msg_control = &control,
			.msg_controllen = sizeof(control),
		},
	};

	*item = sndrcvinfo(ppid, flags, stream_no, timetolive, context);
	return libsctp_transmit(&t);
}

int sctp_sendx(int s, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt,
	       struct sctp_sndrcvinfo *sinfo, int flags)
{
	struct control control;
	struct iovec iov = { (void *)msg, len };
	struct transmit t = {
		.sd = s,
		.flags = flags,
		.addrs = addrs,
		.addrcnt = addrcnt,
		.frame = __builtin_frame_address(0),
		.msg = { .msg_iov = &iov, .msg_iovlen = 1 },
	};

	control.size = 0;
	if (sinfo) {
		struct sctp_sndrcvinfo *item = control_add(&control, SCTP_SNDRCV, sizeof(*item));

		memcpy(item, sinfo, sizeof(*item));
		t.assoc_id = item->sinfo_assoc_id;
		t.info_flags = &item->sinfo_flags;
	}
	return libsctp_transmit_to_list(&t, &control, sinfo ? &sinfo->sinfo_assoc_id : NULL);
}

int sctp_sendmsgx(int s, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt, uint32_t ppid,
		  uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context)
{
	struct control control;
	struct iovec iov = { (void *)msg, len };
	struct transmit t = {
		.sd = s,
		.addrs = addrs,
		.addrcnt = addrcnt,
		.msg = { .msg_iov = &iov, .msg_iovlen = 1 },
	};
	struct sctp_sndrcvinfo *item;

	control.size = 0;
	item = control_add(&control, SCTP_SNDRCV, sizeof(*item));
	*item = sndrcvinfo(ppid, flags, stream_no, timetolive, context);
	t.info_flags = &item->sinfo_flags;
	return libsctp_transmit_to_list(&t, &control, NULL);
}
