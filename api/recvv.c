/* SPDX-License-Identifier: MIT
 *
 * sctp_recvv() (RFC 6458 9.13).
 */
#include "api/receive.h"
#include "api/addrs.h"

/* Store into info what came and fits, the message's own first. Returns its type, its size in *size. */
static inline unsigned int store_info(const void *rcv, const void *nxt, char *info, socklen_t room, socklen_t *size)
{
	if (rcv && room >= sizeof(struct sctp_rcvinfo)) {
		memcpy(info, rcv, sizeof(struct sctp_rcvinfo));
		*size = sizeof(struct sctp_rcvinfo);
		if (!nxt || room < sizeof(struct sctp_recvv_rn))
			return SCTP_RECVV_RCVINFO;
		memcpy(info + offsetof(struct sctp_recvv_rn, recvv_nxtinfo), nxt, sizeof(struct sctp_nxtinfo));
		*size = sizeof(struct sctp_recvv_rn);
		return SCTP_RECVV_RN;
	}
	if (nxt && room >= sizeof(struct sctp_nxtinfo)) {
		memcpy(info, nxt, sizeof(struct sctp_nxtinfo));
		*size = sizeof(struct sctp_nxtinfo);
		return SCTP_RECVV_NXTINFO;
	}
	*size = 0;
	return SCTP_RECVV_NOINFO;
}

int sctp_recvv(int s, const struct iovec *iov, int iovlen, struct sockaddr *from, socklen_t *fromlen,
	       void *info, socklen_t *infolen, unsigned int *infotype, int *flags)
{
	struct receive r;
	const struct cmsghdr *item = &r.align;
	const void *rcv = NULL, *nxt = NULL;
	size_t left;
	socklen_t size;
	unsigned int type;
	ssize_t received;

	if (iovlen < 0)
		return addrs_error(EINVAL);
	received = receive(&r, s, iov, (size_t)iovlen, from, fromlen, flags);
	if (received < 0)
		return -1;
	for (left = r.msg.msg_controllen; receive_has(item, left); item = receive_next(item, &left)) {
		if (receive_is(item, SCTP_RCVINFO, sizeof(struct sctp_rcvinfo)))
			rcv = CMSG_DATA(item);
		else if (receive_is(item, SCTP_NXTINFO, sizeof(struct sctp_nxtinfo)))
			nxt = CMSG_DATA(item);
	}
	type = SCTP_RECVV_NOINFO;
	size = 0;
	if ((rcv || nxt) && info && infolen)
		type = store_info(rcv, nxt, info, *infolen, &size);
	if (infolen)
		*infolen = size;
	if (infotype)
		*infotype = type;
	return (int)received;
}
