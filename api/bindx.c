/* SPDX-License-Identifier: MIT
 *
 * sctp_bindx() (RFC 6458 9.1): Linux takes the whole list in one socket option.
 */
#include "api/addrs.h"

#include <netinet/sctp.h>

int sctp_bindx(int sd, struct sockaddr *addrs, int addrcnt, int flags)
{
	int option, size;

	switch (flags) {
	case SCTP_BINDX_ADD_ADDR:
		option = SCTP_SOCKOPT_BINDX_ADD;
		break;
	case SCTP_BINDX_REM_ADDR:
		option = SCTP_SOCKOPT_BINDX_REM;
		break;
	default:
		return addrs_error(EINVAL);
	}
	size = libsctp_addrs_size(addrs, addrcnt);
	if (size < 0)
		return addrs_error(-size);
	return setsockopt(sd, IPPROTO_SCTP, option, addrs, (socklen_t)size);
}
