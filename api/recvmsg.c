/* SPDX-License-Identifier: MIT
 *
 * sctp_recvmsg() (RFC 6458 9.8).
 */
#include "api/receive.h"

#include <sys/uio.h>

/*
 * Where SCTP_DATA_IO_EVENT is off: what SCTP_RECVRCVINFO tells, which is the same, or nothing where that is off,
 * too. Apart from sctp_recvmsg(), which would grow slower for it.
 */
static __attribute__((noinline)) void from_rcvinfo(const struct sctp_rcvinfo *rcv, struct sctp_sndrcvinfo *sinfo)
{
	struct sctp_sndrcvinfo info = { 0 };

	if (rcv) {
		info.sinfo_stream = rcv->rcv_sid;
		info.sinfo_ssn = rcv->rcv_ssn;
		info.sinfo_flags = rcv->rcv_flags;
		info.sinfo_ppid = rcv->rcv_ppid;
		info.sinfo_context = rcv->rcv_context;
		info.sinfo_tsn = rcv->rcv_tsn;
		info.sinfo_cumtsn = rcv->rcv_cumtsn;
		info.sinfo_assoc_id = rcv->rcv_assoc_id;
	}
	memcpy(sinfo, &info, sizeof(info));
}

int sctp_recvmsg(int s, void *msg, size_t len, struct sockaddr *from, socklen_t *fromlen,
		 struct sctp_sndrcvinfo *sinfo, int *msg_flags)
{
	struct iovec iov = { msg, len };
	struct receive r;
	ssize_t received = receive(&r, s, &iov, 1, from, fromlen, msg_flags);
	const struct cmsghdr *item = &r.align;
	const void *rcv = NULL;
	size_t left;

	if (received < 0)
		return -1;
	if (!sinfo)
		return (int)received;
	for (left = r.msg.msg_controllen; receive_has(item, left); item = receive_next(item, &left)) {
		if (receive_is(item, SCTP_SNDRCV, sizeof(*sinfo))) {
			memcpy(sinfo, CMSG_DATA(item), sizeof(*sinfo));
			return (int)received;
		}
		if (receive_is(item, SCTP_RCVINFO, sizeof(struct sctp_rcvinfo)))
			rcv = CMSG_DATA(item);
	}
	if (!(r.msg.msg_flags & MSG_NOTIFICATION)) /* which says nothing of a message: sinfo stays that of the last */
		from_rcvinfo(rcv, sinfo);
	return (int)received;
}
