/* SPDX-License-Identifier: MIT
 *
 * sctp_getpaddrs() and sctp_getladdrs() with their free functions (RFC 6458 9.3 to 9.6).
 *
 * Linux does not tell how many addresses there are, so the first call offers a buffer for more than people
 * have; where that was too small, ENOMEM says so and a larger one is tried. ENOMEM also means that the kernel
 * had no memory: the tries end at what the kernel can answer at most.
 */
#include "api/addrs.h"

#include <stdlib.h>
#include <netinet/sctp.h>

#define FIRST_TRY 4096		/* bytes: 146 IPv6 addresses */
#define LAST_TRY (4 << 20)	/* bytes: the most that Linux allocates for a reply */

/* Copy the reply's addresses into a list that the caller frees. Returns their number, or -1. */
static int copy_addrs(const struct sctp_getaddrs *reply, size_t reply_size, struct sockaddr **list)
{
	const char *next = (const char *)reply->addrs;
	const char *end = (const char *)reply + reply_size;
	unsigned int count;
	char *copy;

	/* The length that the kernel returns counts the header for one of the options alone: go by the number. */
	for (count = 0; count < reply->addr_num; count++) {
		int size = end - next < (ptrdiff_t)sizeof(sa_family_t) ? 0 : addr_size(addr_family(next));

		if (!size || end - next < size)
			break;
		next += size;
	}
	/* So much more, for programs copy a struct sockaddr_storage from where the last address stands. */
	copy = malloc((size_t)(next - (const char *)reply->addrs) + sizeof(struct sockaddr_storage));
	if (!copy)
		return -1;
	*list = (struct sockaddr *)(void *)copy;
	next = (const char *)reply->addrs;
	for (unsigned int i = 0; i < count; i++) {
		sa_family_t family = addr_family(next);

		addr_copy(copy, next, family);
		copy += addr_size(family);
		next += addr_size(family);
	}
	return (int)count;
}

static int get_addrs(int sd, sctp_assoc_t id, int option, struct sockaddr **list)
{
	union {
		struct sctp_getaddrs reply;
		char bytes[FIRST_TRY];
	} first;
	struct sctp_getaddrs *reply = &first.reply;
	socklen_t size = sizeof(first);
	int saved_errno = errno;
	int rc;

	if (!list)
		return addrs_error(EFAULT);
	for (;;) {
		socklen_t reply_size = size;

		reply->assoc_id = id;
		reply->addr_num = 0; /* for valgrind: Linux writes it, but for no local address says that it wrote nothing */
		rc = getsockopt(sd, IPPROTO_SCTP, option, reply, &reply_size);
		if (rc == 0 || errno != ENOMEM || size >= LAST_TRY)
			break;
		if (reply != &first.reply)
			free(reply);
		size *= 4;
		reply = malloc(size);
		if (!reply)
			return -1;
		errno = saved_errno;
	}
	if (rc == 0)
		rc = copy_addrs(reply, size, list);
	if (reply != &first.reply)
		free(reply);
	return rc;
}

int sctp_getpaddrs(int sd, sctp_assoc_t id, struct sockaddr **addrs)
{
	return get_addrs(sd, id, SCTP_GET_PEER_ADDRS, addrs);
}

int sctp_getladdrs(int sd, sctp_assoc_t id, struct sockaddr **addrs)
{
	return get_addrs(sd, id, SCTP_GET_LOCAL_ADDRS, addrs);
}

int sctp_freepaddrs(struct sockaddr *addrs)
{
	free(addrs);
	return 0;
}

int sctp_freeladdrs(struct sockaddr *addrs)
{
	free(addrs);
	return 0;
}
