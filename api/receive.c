/* SPDX-License-Identifier: MIT
 *
 * Receiving a message: see receive.h.
 */
#include "api/receive.h"
#include "api/addrs.h"

#include <sys/uio.h>

static void find_items(struct msghdr *msg, struct receive *r)
{
	for (struct cmsghdr *item = CMSG_FIRSTHDR(msg); item; item = CMSG_NXTHDR(msg, item)) {
		if (item->cmsg_level != IPPROTO_SCTP)
			continue;
		if (item->cmsg_type == SCTP_SNDRCV && item->cmsg_len >= CMSG_LEN(sizeof(*r->sndrcv)))
			r->sndrcv = (const void *)CMSG_DATA(item);
		else if (item->cmsg_type == SCTP_RCVINFO && item->cmsg_len >= CMSG_LEN(sizeof(*r->rcv)))
			r->rcv = (const void *)CMSG_DATA(item);
		else if (item->cmsg_type == SCTP_NXTINFO && item->cmsg_len >= CMSG_LEN(sizeof(*r->nxt)))
			r->nxt = (const void *)CMSG_DATA(item);
	}
}

int libsctp_receive(int sd, const struct iovec *iov, int iovcnt, struct sockaddr *from, socklen_t *fromlen,
		    int *flags, struct receive *r)
{
	struct msghdr msg = {
		.msg_name = from,
		.msg_namelen = from && fromlen ? *fromlen : 0,
		.msg_iov = (struct iovec *)iov,
		.msg_iovlen = (size_t)iovcnt,
		.msg_control = r->control,
		.msg_controllen = sizeof(r->control),
	};
	ssize_t received;

	if (iovcnt < 0)
		return addrs_error(EINVAL);
	received = recvmsg(sd, &msg, flags ? *flags : 0);
	if (received < 0)
		return -1;
	r->sndrcv = NULL;
	r->rcv = NULL;
	r->nxt = NULL;
	find_items(&msg, r);
	if (fromlen)
		*fromlen = msg.msg_namelen;
	if (flags)
		*flags = msg.msg_flags;
	return (int)received;
}
