/* SPDX-License-Identifier: MIT
 *
 * Packed lists of addresses: see addrs.h. Also sctp_getaddrlen(), which tells programs how to walk one.
 */
#include "api/addrs.h"

#include <netinet/sctp.h>

int libsctp_addrs_size(const void *addrs, int count)
{
	const char *next = addrs;

	if (count <= 0 || count > ADDRS_MAX)
		return -EINVAL;
	if (!addrs)
		return -EFAULT;
	while (count--) {
		int size = addr_size(addr_family(next));

		if (!size)
			return -EINVAL;
		next += size;
	}
	return (int)(next - (const char *)addrs);
}

int sctp_getaddrlen(sa_family_t family)
{
	return addr_size(family);
}
