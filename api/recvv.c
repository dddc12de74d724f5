/* SPDX-License-Identifier: MIT
 *
 * sctp_recvv() (RFC 6458 9.13).
 */
#include "api/receive.h"

#include <stddef.h>

/* Store into info what came and fits, the message's own first. Returns its size, its type in *infotype. */
static socklen_t store_info(const struct receive *r, char *info, socklen_t room, unsigned int *infotype)
{
	if (r->rcv && r->nxt && room >= sizeof(struct sctp_recvv_rn)) {
		memcpy(info + offsetof(struct sctp_recvv_rn, recvv_rcvinfo), r->rcv, sizeof(*r->rcv));
		memcpy(info + offsetof(struct sctp_recvv_rn, recvv_nxtinfo), r->nxt, sizeof(*r->nxt));
		*infotype = SCTP_RECVV_RN;
		return sizeof(struct sctp_recvv_rn);
	}
	if (r->rcv && room >= sizeof(*r->rcv)) {
		memcpy(info, r->rcv, sizeof(*r->rcv));
		*infotype = SCTP_RECVV_RCVINFO;
		return sizeof(*r->rcv);
	}
	if (r->nxt && room >= sizeof(*r->nxt)) {
		memcpy(info, r->nxt, sizeof(*r->nxt));
		*infotype = SCTP_RECVV_NXTINFO;
		return sizeof(*r->nxt);
	}
	*infotype = SCTP_RECVV_NOINFO;
	return 0;
}

int sctp_recvv(int s, const struct iovec *iov, int iovlen, struct sockaddr *from, socklen_t *fromlen,
	       void *info, socklen_t *infolen, unsigned int *infotype, int *flags)
{
	struct receive r;
	int received = libsctp_receive(s, iov, iovlen, from, fromlen, flags, &r);
	unsigned int type;
	socklen_t size;

	if (received < 0)
		return -1;
	size = store_info(&r, info, info && infolen ? *infolen : 0, &type);
	if (infolen)
		*infolen = size;
	if (infotype)
		*infotype = type;
	return received;
}
