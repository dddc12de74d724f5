/* SPDX-License-Identifier: MIT
 *
 * sctp_recvmsg() (RFC 6458 9.8).
 */
#include "api/receive.h"

#include <sys/uio.h>

int sctp_recvmsg(int s, void *msg, size_t len, struct sockaddr *from, socklen_t *fromlen,
		 struct sctp_sndrcvinfo *sinfo, int *msg_flags)
{
	struct iovec iov = { msg, len };
	struct receive r;
	int received = libsctp_receive(s, &iov, 1, from, fromlen, msg_flags, &r);

	if (received < 0 || !sinfo)
		return received;
	if (r.sndrcv) {
		memcpy(sinfo, r.sndrcv, sizeof(*sinfo));
	} else {
		struct sctp_sndrcvinfo info = { 0 };

		if (r.rcv) { /* a socket that has SCTP_RECVRCVINFO on but not SCTP_DATA_IO_EVENT */
			info.sinfo_stream = r.rcv->rcv_sid;
			info.sinfo_ssn = r.rcv->rcv_ssn;
			info.sinfo_flags = r.rcv->rcv_flags;
			info.sinfo_ppid = r.rcv->rcv_ppid;
			info.sinfo_context = r.rcv->rcv_context;
			info.sinfo_tsn = r.rcv->rcv_tsn;
			info.sinfo_cumtsn = r.rcv->rcv_cumtsn;
			info.sinfo_assoc_id = r.rcv->rcv_assoc_id;
		}
		memcpy(sinfo, &info, sizeof(*sinfo));
	}
	return received;
}
