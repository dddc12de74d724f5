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
#include "api/connectx.h"
#include "api/getassocid.h"

#include <fcntl.h>
#include <stdbool.h>
#include <sys/uio.h>

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

	if (!is_up(t)) {
		if (!t->addrs || must_not_wait(t))
			return addrs_error(EINVAL);
		if (libsctp_connectx(t->sd, t->addrs, t->addrcnt, NULL) < 0)
			return -1;
	}
	*t->info_flags &= (uint16_t)~SCTP_EOF;
	sent = sendmsg(t->sd, &t->msg, t->flags);
	*t->info_flags |= SCTP_EOF;
	if (sent >= 0) {
		/* The data is with the association: if its end cannot be said any more, it has ended already. */
		t->flags |= MSG_NOSIGNAL;
		(void)send_eof(t);
	}
	return (int)sent;
}

static int set_up(struct transmit *t)
{
	if (libsctp_connectx(t->sd, t->addrs, t->addrcnt, NULL) == 0 || errno == EINPROGRESS)
		return 0;
	if (errno == EISCONN || errno == EALREADY)
		errno = EINVAL; /* no data, and nothing to set up */
	return -1;
}

int libsctp_transmit_mend(struct transmit *t)
{
	uint16_t info_flags = t->info_flags ? *t->info_flags : 0;
	bool empty = true;
	int rc = -1;

	for (size_t i = 0; i < (size_t)t->msg.msg_iovlen; i++)
		empty = empty && t->msg.msg_iov[i].iov_len == 0;

	if (info_flags & SCTP_ABORT)
		;
	else if (info_flags & SCTP_EOF)
		rc = empty ? send_eof(t) : send_then_eof(t);
	else if (empty && t->addrs && t->assoc_id == 0 && !(info_flags & SCTP_SENDALL) &&
		 !(t->flags & MSG_DONTWAIT)) /* which connecting has no way to say */
		rc = set_up(t);
	return rc;
}
