/* SPDX-License-Identifier: MIT
 *
 * sctp_getassocid(), BSD's: Linux tells the id with what it knows of a peer's address.
 */
#include "api/getassocid.h"
#include "api/addrs.h"

sctp_assoc_t libsctp_getassocid(int sd, const struct sockaddr *addr)
{
	struct sctp_paddrinfo info; /* of which the kernel reads no more than what is set here */
	socklen_t info_size = sizeof(info);
	int size = libsctp_addrs_size(addr, 1);

	if (size < 0) {
		errno = -size;
		return 0;
	}
	info.spinfo_assoc_id = 0;
	addr_copy(&info.spinfo_address, addr, addr_family(addr));
	if (getsockopt(sd, IPPROTO_SCTP, SCTP_GET_PEER_ADDR_INFO, &info, &info_size) < 0)
		return 0;
	if (info.spinfo_assoc_id == 0)
		errno = EINPROGRESS; /* Linux gives an association that sending sets up its id at INIT ACK */
	return info.spinfo_assoc_id;
}

sctp_assoc_t sctp_getassocid(int sd, struct sockaddr *addr)
{
	return libsctp_getassocid(sd, addr);
}
