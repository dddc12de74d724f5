/* SPDX-License-Identifier: MIT
 *
 * One message on its way in, for sctp_recvmsg() and sctp_recvv(): recvmsg() with room for all the ancillary data
 * that a socket can have turned on, and the finding of SCTP's items in it.
 */
#pragma once

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <string.h>

/*
 * Room for SCTP's three items and, before them, for what SOL_SOCKET options add (timestamps of every kind, marks,
 * drop counters): under 300 bytes in all.
 */
#define RECEIVE_CONTROL 512

struct receive {
	const struct sctp_sndrcvinfo *sndrcv; /* NULL where the message has none; they point into control */
	const struct sctp_rcvinfo *rcv;
	const struct sctp_nxtinfo *nxt;
	union {
		struct cmsghdr align;
		char control[RECEIVE_CONTROL];
	};
};

/*
 * Receive into iov. from, fromlen and flags as sctp_recvmsg() has them; outputs are written on success only.
 * Returns the number of bytes, or -1 and errno; r holds the items that came.
 */
int libsctp_receive(int sd, const struct iovec *iov, int iovcnt, struct sockaddr *from, socklen_t *fromlen,
		    int *flags, struct receive *r);
