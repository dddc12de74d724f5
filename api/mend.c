/* SPDX-License-Identifier: MIT
 *
 * What RFC 6458 lets a program send and Linux refuses with EINVAL, sent in the way that Linux takes. Reached
 * only after such a refusal, when nothing of the message has gone out; where no other way exists, or the
 * refusal had another reason, EINVAL stays.
 *
 *   SCTP_EOF with data                      the data, then SCTP_EOF without data (5.3.2, 5.3.4)
 *   SCTP_EOF on a one-to-one socket         shutdown(SHUT_WR) (4.1.8)
 *   no data, to set up an association       sctp_connectx() (3.1.4)
 */
#include "api/transmit.h"
#include "api/addrs.h"
#include "api/getassocid.h"

#include <fcntl.h>
#include <stdbool.h>

/* Whether the association that the message goes to is there: Linux throws away what waits for one that is ended. */
static bool is_up(const struct transmit *t)
{
	struct sctp_status status = { .sstat_assoc_id = t->assoc_id };
	socklen_t size = sizeof(status);

	if (t->addrs)
		status.sstat_assoc_id = libsctp_getassocid(t->sd, t->addrs);
	return getsockopt(t->sd, IPPROTO_SCTP, SCTP_STATUS, &status, &size) == 0 &&
	       status.sstat_state >= SCTP_ESTABLISHED;
}

static bool must_not_wait(const struct transmit *t)
{
	return (t->flags & MSG_DONTWAIT) || (fcntl(t->sd, F_GETFL) & O_NONBLOCK);
}

/* SCTP_EOF without data. */
static int send_eof(const struct transmit *t)
{
	struct msghdr msg = t->msg;
	int type = 0;
	socklen_t size = sizeof(type);

	if (getsockopt(t->sd, SOL_SOCKET, SO_TYPE, &type, &size) < 0)
		return -1;
	if (type == SOCK_STREAM)
		return shutdown(t->sd, SHUT_WR);
	msg.msg_iov = NULL;
	msg.msg_iovlen = 0;
	return sendmsg(t->sd, &msg, t->flags) < 0 ? -1 : 0;
}

static int send_then_eof(struct transmit *t)
{
	ssize_t sent;

	if (must_not_wait(t) && !is_up(t))
		return addrs_error(EINVAL);
	*t->info_flags &= (uint16_t)~SCTP_EOF;
	sent = sendmsg(t->sd, &t->msg, t->flags);
	*t->info_flags |= SCTP_EOF;
	/* If a signal or SO_SNDTIMEO ended the wait for the association, the data stays and the end is not said. */
	if (sent >= 0 && is_up(t)) {
		t->flags |= MSG_NOSIGNAL; /* the data has been taken: this cannot fail any more */
		(void)send_eof(t);
	}
	return (int)sent;
}

static int set_up(struct transmit *t)
{
	if (t->connected || libsctp_transmit_connect(t, NULL) == 0 || errno == EINPROGRESS)
		return 0;
	if (errno == EISCONN || errno == EALREADY)
		errno = EINVAL; /* no data, and nothing to set up */
	return -1;
}

/* What Linux takes with a message that is to be sent; for any other flag EINVAL is right. */
#define SENDING_FLAGS (SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_SACK_IMMEDIATELY | SCTP_PR_SCTP_MASK)

int libsctp_transmit_mend(struct transmit *t)
{
	uint16_t info_flags = t->info_flags ? *t->info_flags : 0;
	bool empty = true;

	for (size_t i = 0; i < (size_t)t->msg.msg_iovlen; i++)
		empty = empty && t->msg.msg_iov[i].iov_len == 0;

	if ((info_flags & ~SENDING_FLAGS) == SCTP_EOF)
		return empty ? send_eof(t) : send_then_eof(t);
	/* connecting has no way to say MSG_DONTWAIT */
	if ((info_flags & ~SENDING_FLAGS) == 0 && empty && t->addrs && t->assoc_id == 0 &&
	    !(t->flags & MSG_DONTWAIT))
		return set_up(t);
	return -1;
}
