/* SPDX-License-Identifier: MIT
 *
 * Packed lists of addresses, as sctp_bindx(), sctp_connectx() and the send functions take them, and the one
 * place where an error number becomes -1 and errno.
 */
#pragma once

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

/*
 * More addresses than this cannot be meant, for an INIT chunk has no room for them. The bound is what keeps a wild
 * count from walking far out of the caller's memory.
 */
#define ADDRS_MAX 8192

/* The exported edge: -errno becomes errno and -1, anything else is returned as it is. */
static inline int addrs_error(int error)
{
	errno = error;
	return -1;
}

/* An address's family; the address may be unaligned, as the second of a packed list can be. */
static inline sa_family_t addr_family(const void *addr)
{
	sa_family_t family;

	memcpy(&family, (const char *)addr + offsetof(struct sockaddr, sa_family), sizeof(family));
	return family;
}

/* The size in bytes of an address of that family, or 0 if it is none of SCTP's. */
static inline int addr_size(sa_family_t family)
{
	switch (family) {
	case AF_INET:
		return sizeof(struct sockaddr_in);
	case AF_INET6:
		return sizeof(struct sockaddr_in6);
	default:
		return 0;
	}
}

/* Copy an address of a family that addr_size() knows. Fixed sizes: optimised, that binds no memcpy(). */
static inline void addr_copy(void *to, const void *addr, sa_family_t family)
{
	if (family == AF_INET)
		memcpy(to, addr, sizeof(struct sockaddr_in));
	else
		memcpy(to, addr, sizeof(struct sockaddr_in6));
}

/*
 * The size in bytes of the first count addresses of a packed list. Reads no byte behind them.
 * -EFAULT: addrs is NULL; -EINVAL: count is none, or an address is of no family of SCTP's.
 */
int libsctp_addrs_size(const void *addrs, int count);
