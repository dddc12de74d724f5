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
#include <sys/syscall.h>
#include <sys/uio.h>
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
	bool scoped; /* needs the scope id that only a sockaddr_in6 has */
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
	}
	return host;
}

/* Whether the packed addresses from list up to addr have that host already. */
static bool seen_before(const char *list, const char *addr, const struct host *host)
{
	while (list < addr) {
		struct host earlier = host_of(list);

		if (earlier.family == host->family &&
		    memcmp(earlier.bytes, host->bytes, host_bytes(host->family)) == 0)
			return true;
		list += addr_size(earlier.family);
	}
	return false;
}

/* Returns 0, 1 if ancillary data cannot carry this list, or -errno. */
static int control_add_list(struct control *control, const char *list, int addrcnt)
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
			memcpy(control_add(control, SCTP_DSTADDRV4, sizeof(struct in_addr)), host.bytes,
			       sizeof(struct in_addr));
		else
			memcpy(control_add(control, SCTP_DSTADDRV6, sizeof(struct in6_addr)), host.bytes,
			       sizeof(struct in6_addr));
	}
	return 0;
}

/*
 * Store an id into the caller's info, which until now was only read: it may be read-only memory. What is known
 * to be writable without asking is the page where the called function's frame begins, and there the caller's
 * local variables mostly are. For any other page the kernel stores, and does nothing where it cannot.
 */
static void store_id(const struct transmit *t, char *where, sctp_assoc_t id)
{
	const uintptr_t page_size = 4096; /* the smallest there is, for larger ones are made of it */
	uintptr_t page = (uintptr_t)t->frame / page_size;

	if ((uintptr_t)where / page_size == page && (uintptr_t)(where + sizeof(id) - 1) / page_size == page) {
		memcpy(where, &id, sizeof(id));
	} else {
		struct iovec from = { &id, sizeof(id) };
		struct iovec to = { where, sizeof(id) };

		syscall(SYS_process_vm_writev, getpid(), &from, 1, &to, 1, 0);
	}
}

int libsctp_transmit_to_list(struct transmit *t, struct control *control, void *id)
{
	sctp_assoc_t found = 0;
	int connect_first = t->connect_first, look_up = 1;
	int size, rc, saved_errno;

	size = libsctp_addrs_size(t->addrs, t->addrcnt);
	if (size < 0)
		return addrs_error(-size);
	saved_errno = errno;
	t->msg.msg_name = (void *)t->addrs;
	t->msg.msg_namelen = (socklen_t)addr_size(addr_family(t->addrs));
	if (t->addrcnt > 1) {
		rc = control_add_list(control, (const char *)t->addrs, t->addrcnt);
		if (rc < 0)
			return addrs_error(-rc);
		connect_first |= rc;
	}
	if (connect_first && t->assoc_id == 0) {
		look_up = 0;
		if (libsctp_connectx(t->sd, t->addrs, t->addrcnt, &found) < 0 && errno != EISCONN &&
		    errno != EALREADY && errno != EINPROGRESS)
			return -1;
		errno = saved_errno;
	}
	t->msg.msg_control = control->size ? control->bytes : NULL;
	t->msg.msg_controllen = control->size;
	rc = libsctp_transmit(t);
	if (rc >= 0 && id && t->assoc_id == 0) {
		if (look_up)
			found = libsctp_getassocid(t->sd, t->addrs);
		if (found)
			store_id(t, id, found);
		errno = saved_errno;
	}
	return rc;
}
