/* SPDX-License-Identifier: MIT
 *
 * Sending a message, to one place or to a list of addresses: see transmit.h.
 *
 * For a list, the first address is the message's own and the rest travel as ancillary data (RFC 6458 5.3.9),
 * which Linux uses when there is no association yet and ignores when there is one. That is one system call.
 * Linux has no room there for a scope id or a second port, and wants no address twice.
 */
#include "api/transmit.h"
#include "api/addrs.h"
#include "api/connectx.h"
#include "api/getassocid.h"

#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

int libsctp_transmit(struct transmit *t)
{
	int saved_errno = errno;
	ssize_t sent = sendmsg(t->sd, &t->msg, t->flags);

	if (sent < 0 && errno == EINVAL) {
		sent = libsctp_transmit_mend(t);
		if (sent >= 0)
			errno = saved_errno;
	}
	return (int)sent;
}

/* The part of an address that ancillary data carries: its bytes, their size by the family, and the port. */
struct host {
	sa_family_t family;
	in_port_t port;
	bool scoped;	/* needs its scope id, which only a sockaddr_in6 has room for */
	uint32_t scope; /* 0 if it does not */
	const char *bytes;
};

static size_t host_bytes(sa_family_t family)
{
	return family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
}

static struct host host_of(const char *addr)
{
	struct host host = { .family = addr_family(addr) };

	memcpy(&host.port, addr + offsetof(struct sockaddr_in, sin_port), sizeof(host.port));
	if (host.family == AF_INET) {
		host.bytes = addr + offsetof(struct sockaddr_in, sin_addr);
	} else {
		host.bytes = addr + offsetof(struct sockaddr_in6, sin6_addr);
		host.scoped = (unsigned char)host.bytes[0] == 0xfe && (host.bytes[1] & 0xc0) == 0x80;
		if (host.scoped)
			memcpy(&host.scope, addr + offsetof(struct sockaddr_in6, sin6_scope_id), sizeof(host.scope));
	}
	return host;
}

/* Whether the packed addresses from list up to addr have that host already. */
static bool seen_before(const char *list, const char *addr, const struct host *host)
{
	while (list < addr) {
		struct host earlier = host_of(list);

		if (earlier.family == host->family && earlier.port == host->port && earlier.scope == host->scope &&
		    memcmp(earlier.bytes, host->bytes, host_bytes(host->family)) == 0)
			return true;
		list += addr_size(earlier.family);
	}
	return false;
}

/* Returns 0, 1 if ancillary data cannot carry this list, or -errno. */
static int control_add_list(char **end, const char *list, int addrcnt)
{
	struct host first = host_of(list);
	const char *addr = list + addr_size(first.family);

	if (addrcnt > CONTROL_ADDRS || first.scoped)
		return 1;
	for (; --addrcnt > 0; addr += addr_size(addr_family(addr))) {
		struct host host = host_of(addr);

		if (host.port != first.port)
			return -EINVAL;
		if (host.scoped)
			return 1;
		if (seen_before(list, addr, &host))
			continue;
		if (host.family == AF_INET)
			memcpy(control_add(end, SCTP_DSTADDRV4, sizeof(struct in_addr)), host.bytes,
			       sizeof(struct in_addr));
		else
			memcpy(control_add(end, SCTP_DSTADDRV6, sizeof(struct in6_addr)), host.bytes,
			       sizeof(struct in6_addr));
	}
	return 0;
}

/*
 * Whether a byte can be written. Where it can, mincore() has overwritten it, with what it says of the one page that
 * it was asked about, the frame's; where not, it fails with EFAULT.
 */
static bool writable(char *byte, const void *frame)
{
	uintptr_t page_size = (uintptr_t)getpagesize();

	return mincore((char *)frame - (uintptr_t)frame % page_size, 1, (unsigned char *)byte) == 0;
}

/*
 * Store an id into the caller's info, which until now was only read: it may be read-only memory. What is known
 * to be writable without asking is the page where the called function's frame begins, and there the caller's
 * local variables mostly are. The kernel knows the rest. All bytes of the field are 0 so far.
 */
static void store_id(const struct transmit *t, sctp_assoc_t id)
{
	const uintptr_t smallest_page = 4096;
	uintptr_t known = (uintptr_t)t->frame / smallest_page;
	char *first = t->id, *last = first + sizeof(id) - 1;
	bool asked = (uintptr_t)first / smallest_page != known;

	if (asked && !writable(first, t->frame))
		return;
	if ((uintptr_t)last / smallest_page != (uintptr_t)first / smallest_page && !writable(last, t->frame)) {
		if (asked)
			*first = 0;
		return;
	}
	memcpy(t->id, &id, sizeof(id));
}

/* Copy a list without what is in it twice, which Linux refuses. Returns how many addresses are left. */
static int copy_once(char *to, const char *list, int addrcnt)
{
	const char *addr = list;
	int count = 0;

	for (; addrcnt-- > 0; addr += addr_size(addr_family(addr))) {
		struct host host = host_of(addr);

		if (seen_before(list, addr, &host))
			continue;
		addr_copy(to, addr, host.family);
		to += addr_size(host.family);
		count++;
	}
	return count;
}

int libsctp_transmit_connect(const struct transmit *t, sctp_assoc_t *id)
{
	char once[CONTROL_ADDRS * sizeof(struct sockaddr_in6)];

	if (t->addrcnt > CONTROL_ADDRS)
		return libsctp_connectx(t->sd, t->addrs, t->addrcnt, id);
	return libsctp_connectx(t->sd, (const struct sockaddr *)(const void *)once,
				copy_once(once, (const char *)t->addrs, t->addrcnt), id);
}

/*
 * Set up the association before its first message, if there is none. Returns its id, 0 where there is one without
 * an id or a wait is not allowed, -1 and errno.
 */
static sctp_assoc_t connect_first(struct transmit *t)
{
	sctp_assoc_t id = libsctp_getassocid(t->sd, t->addrs);

	if (id != 0 || (t->flags & MSG_DONTWAIT))
		return id;
	if (libsctp_transmit_connect(t, &id) == 0 || errno == EINPROGRESS)
		t->connected = 1;
	else if (errno != EISCONN && errno != EALREADY)
		return -1;
	return id;
}

int libsctp_transmit_to_list(struct transmit *t, char *end)
{
	sctp_assoc_t found = 0;
	int size, rc, saved_errno;

	size = libsctp_addrs_size(t->addrs, t->addrcnt);
	if (size < 0)
		return addrs_error(-size);
	saved_errno = errno;
	t->msg.msg_name = (void *)t->addrs;
	t->msg.msg_namelen = (socklen_t)addr_size(addr_family(t->addrs));
	if (t->addrcnt > 1) {
		rc = control_add_list(&end, (const char *)t->addrs, t->addrcnt);
		if (rc < 0)
			return addrs_error(-rc);
		t->connect_first |= rc;
		t->msg.msg_controllen = (size_t)(end - (char *)t->msg.msg_control);
	}
	if (t->connect_first) {
		found = connect_first(t);
		if (found < 0)
			return -1;
		errno = saved_errno;
	}
	rc = libsctp_transmit(t);
	if (rc >= 0 && t->id && t->assoc_id == 0) {
		if (!t->connect_first)
			found = libsctp_getassocid(t->sd, t->addrs);
		if (found)
			store_id(t, found);
		errno = saved_errno;
	}
	return rc;
}
