/* SPDX-License-Identifier: MIT
 *
 * One message on its way in, for sctp_recvmsg() and sctp_recvv(): recvmsg() with room for all the ancillary data
 * that a socket can have turned on, and the finding of SCTP's items in it. Inline, for it is what they are.
 */
#pragma once

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <stddef.h>
#include <string.h>

/*
 * Room for SCTP's three items and, before them, for what SOL_SOCKET options add (timestamps of every kind, marks,
 * drop counters): under 300 bytes in all.
 */
#define RECEIVE_CONTROL 512

struct receive {
	struct msghdr msg;
	union {
		struct cmsghdr align;
		char control[RECEIVE_CONTROL];
	};
};

/*
 * Receive into iov. from, fromlen and flags as sctp_recvmsg() has them; outputs are written on success only.
 * Returns the number of bytes, or -1 and errno.
 */
static inline ssize_t receive(struct receive *r, int sd, const struct iovec *iov, size_t iovcnt,
			      struct sockaddr *from, socklen_t *fromlen, int *flags)
{
	ssize_t received;

	r->msg.msg_name = from;
	r->msg.msg_namelen = fromlen ? *fromlen : 0;
	r->msg.msg_iov = (struct iovec *)iov;
	r->msg.msg_iovlen = iovcnt;
	r->msg.msg_control = r->control;
	r->msg.msg_controllen = sizeof(r->control);
	received = recvmsg(sd, &r->msg, flags ? *flags : 0);
	if (received < 0)
		return -1;
	if (fromlen)
		*fromlen = r->msg.msg_namelen;
	if (flags)
		*flags = r->msg.msg_flags;
	return received;
}

/*
 * Walk the items: item is the one at hand and left the bytes from it on. A loop's condition and its step.
 * The first says in one comparison that the item's length is at least a header's and at most what is left.
 */
static inline int receive_has(const struct cmsghdr *item, size_t left)
{
	return left >= sizeof(*item) && item->cmsg_len - sizeof(*item) <= left - sizeof(*item);
}

static inline const struct cmsghdr *receive_next(const struct cmsghdr *item, size_t *left)
{
	size_t space = CMSG_ALIGN(item->cmsg_len);

	*left = space < *left ? *left - space : 0;
	return (const void *)((const char *)item + space);
}

/* Whether an item is SCTP's of that type, and at least as large as Linux makes it today. */
static inline int receive_is(const struct cmsghdr *item, int type, size_t size)
{
	return item->cmsg_type == type && item->cmsg_level == IPPROTO_SCTP && item->cmsg_len >= CMSG_LEN(size);
}
