/* SPDX-License-Identifier: MIT
 *
 * One message on its way out: what sctp_send(), sctp_sendx(), sctp_sendmsg(), sctp_sendmsgx() and sctp_sendv()
 * have in common beyond sendmsg(). A message that goes to one place and has nothing that Linux refuses does not
 * come here: its function calls sendmsg() itself.
 */
#pragma once

#include "api/control.h"

struct transmit {
	int sd;
	int flags;		      /* sendmsg()'s */
	int addrcnt;		      /* of addrs */
	int connect_first;	      /* Linux would lose the message if it set the association up itself */
	int connected;		      /* that has been done */
	sctp_assoc_t assoc_id;	      /* as the caller gave it, 0 for none */
	const struct sockaddr *addrs; /* where to, packed; NULL if the socket or assoc_id says so */
	const void *frame;	      /* of the library's function that the program called */
	void *id;		      /* where the association's id is to go; NULL: nowhere */
	uint16_t *info_flags;	      /* sinfo_flags or snd_flags in the ancillary data; NULL if it has none */
	struct msghdr msg;	      /* what sendmsg() gets */
};

/* Send it; what Linux refuses with EINVAL is tried in another way. Returns the number of bytes, or -1 and errno. */
int libsctp_transmit(struct transmit *t);

/*
 * The same to t->addrs, a list, of which all but the first are added to the ancillary data, at end. Afterwards the
 * association's id is stored into *t->id, if t->assoc_id was 0.
 */
int libsctp_transmit_to_list(struct transmit *t, char *end);

/* sctp_connectx() to t->addrs, without what is there twice if there are CONTROL_ADDRS or fewer. */
int libsctp_transmit_connect(const struct transmit *t, sctp_assoc_t *id);

/* Try in another way what sendmsg() has just refused with EINVAL (mend.c). errno may change on success. */
int libsctp_transmit_mend(struct transmit *t);
