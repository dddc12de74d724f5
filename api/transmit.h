/* SPDX-License-Identifier: MIT
 *
 * One message on its way out: what sctp_send(), sctp_sendx(), sctp_sendmsg(), sctp_sendmsgx() and sctp_sendv()
 * have in common. One sendmsg() each; only what Linux refused is tried in another way (mend.c).
 */
#pragma once

#include "api/control.h"

struct transmit {
	int sd;
	int flags;		     /* sendmsg()'s */
	int addrcnt;		     /* of addrs */
	sctp_assoc_t assoc_id;	     /* as the caller gave it, 0 for none */
	const struct sockaddr *addrs; /* where to, packed; NULL if the socket or assoc_id says so */
	const void *frame;	     /* of the library's function that the program called */
	uint16_t *info_flags;	     /* sinfo_flags or snd_flags in the ancillary data; NULL if it has none */
	struct msghdr msg;	     /* what sendmsg() gets */
};

/*
 * Send it. Returns the number of bytes, or -1 and errno.
 * libsctp_transmit_to_list() first puts the addresses (count of them, packed) into t->msg, adding to control all but
 * the first, and stores the association's id into *id afterwards if id is not NULL and *id is 0.
 */
int libsctp_transmit(struct transmit *t);
int libsctp_transmit_to_list(struct transmit *t, struct control *control, void *id);

/* Try in another way what sendmsg() has just refused with EINVAL (mend.c). As transmit(), but errno may change on success. */
int libsctp_transmit_mend(struct transmit *t);
