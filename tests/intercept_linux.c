/* SPDX-License-Identifier: MIT
 *
 * What Linux 6.1 answers, as far as the library's ways depend on it: see intercept.h. The rules are those of
 * net/socket.c (copy_msghdr, import_iovec) and net/sctp/socket.c, whose functions are named at each.
 */
#include "tests/intercept.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

struct linux_socket linux_socket;

static size_t sockaddr_size(const void *addr, size_t size)
{
	sa_family_t family;

	if (size < sizeof(family))
		return 0;
	memcpy(&family, addr, sizeof(family));
	return family == AF_INET    ? sizeof(struct sockaddr_in)
	       : family == AF_INET6 ? sizeof(struct sockaddr_in6)
				    : 0;
}

static void associate(bool nonblocking)
{
	linux_socket.id = LINUX_NEXT_ID;
	linux_socket.state = nonblocking ? SCTP_COOKIE_WAIT : SCTP_ESTABLISHED;
}

/*
 * sctp_primitive_SHUTDOWN: an association that is not up yet is thrown away with what waits for it
 * (sctp_sf_cookie_wait_prm_shutdown in net/sctp/sm_statefuns.c).
 */
static void end_association(void)
{
	linux_socket.ended = true;
	if (linux_socket.state < SCTP_ESTABLISHED)
		linux_socket.lost = linux_socket.sent;
	linux_socket.id = 0;
	linux_socket.state = SCTP_EMPTY;
}

struct sent_info {
	unsigned int flags;
	sctp_assoc_t id;
	unsigned int addrs;
};

/* sctp_msghdr_parse: each item has exactly its length, and flags are known ones. */
static int parse_items(const struct msghdr *msg, struct sent_info *sent)
{
	const unsigned int known = SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_SACK_IMMEDIATELY | SCTP_SENDALL |
				   SCTP_PR_SCTP_MASK | SCTP_ABORT | SCTP_EOF;
	struct msghdr copy = *msg;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(&copy); c; c = CMSG_NXTHDR(&copy, c)) {
		struct sctp_sndrcvinfo sndrcv;
		struct sctp_sndinfo snd;
		struct sctp_prinfo pr;
		size_t size = c->cmsg_len - CMSG_LEN(0);

		if (c->cmsg_len < CMSG_LEN(0))
			return -EINVAL;
		if (c->cmsg_level != IPPROTO_SCTP)
			continue;
		switch (c->cmsg_type) {
		case SCTP_SNDRCV:
			if (size != sizeof(sndrcv))
				return -EINVAL;
			memcpy(&sndrcv, CMSG_DATA(c), sizeof(sndrcv));
			sent->flags |= sndrcv.sinfo_flags;
			sent->id = sndrcv.sinfo_assoc_id;
			break;
		case SCTP_SNDINFO:
			if (size != sizeof(snd))
				return -EINVAL;
			memcpy(&snd, CMSG_DATA(c), sizeof(snd));
			sent->flags |= snd.snd_flags;
			sent->id = snd.snd_assoc_id;
			break;
		case SCTP_PRINFO:
			if (size != sizeof(pr))
				return -EINVAL;
			memcpy(&pr, CMSG_DATA(c), sizeof(pr));
			if (pr.pr_policy & ~SCTP_PR_SCTP_MASK)
				return -EINVAL;
			break;
		case SCTP_AUTHINFO:
			if (size != sizeof(struct sctp_authinfo))
				return -EINVAL;
			break;
		case SCTP_DSTADDRV4:
		case SCTP_DSTADDRV6:
			sent->addrs++;
			break;
		default:
			return -EINVAL;
		}
	}
	return sent->flags & ~known ? -EINVAL : 0;
}

/* copy_msghdr and import_iovec, which come before anything of SCTP's. Returns the message's size. */
static ssize_t import(const struct msghdr *msg)
{
	size_t size = 0;

	if (msg->msg_name && (int)msg->msg_namelen < 0)
		return -EINVAL;
	if (msg->msg_iovlen > 1024)
		return -EMSGSIZE;
	if (!msg->msg_iov && msg->msg_iovlen)
		return -EFAULT;
	for (size_t i = 0; i < msg->msg_iovlen; i++) {
		if ((ssize_t)msg->msg_iov[i].iov_len < 0)
			return -EINVAL;
		size += msg->msg_iov[i].iov_len;
	}
	return (ssize_t)size;
}

ssize_t linux_sendmsg(const struct msghdr *msg, int flags)
{
	const bool one_to_one = linux_socket.type == SOCK_STREAM;
	const bool nonblocking = linux_socket.nonblocking || (flags & MSG_DONTWAIT);
	size_t name_size = msg->msg_name ? msg->msg_namelen : 0;
	struct sent_info sent = { 0 };
	ssize_t size = import(msg);
	int rc;

	if (size < 0)
		return size;
	rc = parse_items(msg, &sent);
	if (rc < 0)
		return rc;
	/* sctp_sendmsg_parse */
	if (one_to_one && (sent.flags & (SCTP_EOF | SCTP_ABORT)))
		return -EINVAL;
	if (((sent.flags & SCTP_EOF) && size > 0) || (!(sent.flags & (SCTP_EOF | SCTP_ABORT)) && size == 0))
		return -EINVAL;
	if ((sent.flags & SCTP_ADDR_OVER) && !name_size)
		return -EINVAL;
	/* sctp_sendmsg_get_daddr */
	if (name_size &&
	    (!sockaddr_size(msg->msg_name, name_size) || name_size < sockaddr_size(msg->msg_name, name_size)))
		return -EINVAL;
	/* sctp_sendmsg */
	if (!linux_socket.id && !name_size)
		return -EPIPE;
	if (!name_size && !one_to_one && sent.id != linux_socket.id)
		return -EPIPE;
	if (!linux_socket.id) {
		if (sent.flags & (SCTP_EOF | SCTP_ABORT))
			return -EINVAL; /* sctp_sendmsg_new_asoc */
		associate(nonblocking);
	}
	linux_socket.sent += (size_t)size;
	if (sent.flags & SCTP_EOF)
		end_association();
	if (sent.flags & SCTP_ABORT)
		linux_socket.id = 0;
	return size;
}

/* Nothing to read. */
ssize_t linux_recvmsg(struct msghdr *msg, int flags)
{
	(void)msg;
	(void)flags;
	return -EAGAIN;
}

/* Whether the list up to an address has it already: family, port, host and scope. */
static bool is_twice(const char *list, const char *addr)
{
	struct sockaddr_in6 a = { 0 }, b;
	size_t size = sockaddr_size(addr, sizeof(a));

	memcpy(&a, addr, size);
	while (list < addr) {
		size_t one = sockaddr_size(list, sizeof(b));

		memset(&b, 0, sizeof(b));
		memcpy(&b, list, one);
		if (one == size && memcmp(&a, &b, sizeof(a)) == 0)
			return true;
		list += one;
	}
	return false;
}

/* __sctp_connect; that an address may not come twice was seen on 6.1 */
static int connect_addrs(const char *addrs, size_t size)
{
	size_t used = 0;
	int twice = 0;

	if (!addrs)
		return -EFAULT;
	linux_socket.list_size = size;
	memcpy(linux_socket.list, addrs, size < sizeof(linux_socket.list) ? size : sizeof(linux_socket.list));
	while (used < size) {
		size_t one = sockaddr_size(addrs + used, size - used);

		if (!one || used + one > size)
			return -EINVAL;
		twice |= is_twice(addrs, addrs + used);
		used += one;
	}
	if (linux_socket.id)
		return linux_socket.state >= SCTP_ESTABLISHED ? -EISCONN : -EALREADY;
	if (twice)
		return -EADDRNOTAVAIL;
	associate(linux_socket.nonblocking);
	return linux_socket.nonblocking ? -EINPROGRESS : 0;
}

/* sctp_getsockopt_connectx3: the id goes over the argument's first bytes, and its size into *size. */
static int connectx3(void *value, socklen_t *size)
{
	struct sctp_getaddrs_old arg;
	int rc;

	if (*size < sizeof(arg))
		return -EINVAL;
	memcpy(&arg, value, sizeof(arg));
	rc = connect_addrs((const char *)arg.addrs, (size_t)arg.addr_num);
	if (rc == 0 || rc == -EINPROGRESS) {
		memcpy(value, &linux_socket.id, sizeof(linux_socket.id));
		*size = sizeof(linux_socket.id);
	}
	return rc;
}

/* sctp_getsockopt_peer_addr_info */
static int peer_addr_info(void *value, socklen_t *size)
{
	struct sctp_paddrinfo info;

	if (*size < sizeof(info))
		return -EINVAL;
	memcpy(&info, value, sizeof(info));
	if (!linux_socket.id || !sockaddr_size(&info.spinfo_address, sizeof(info.spinfo_address)))
		return -EINVAL;
	info.spinfo_assoc_id = linux_socket.id;
	memcpy(value, &info, sizeof(info));
	*size = sizeof(info);
	return 0;
}

/* sctp_getsockopt_sctp_status */
static int status(void *value, socklen_t *size)
{
	struct sctp_status info;

	if (*size < sizeof(info))
		return -EINVAL;
	memcpy(&info, value, sizeof(info));
	if (!linux_socket.id || (linux_socket.type != SOCK_STREAM && info.sstat_assoc_id != linux_socket.id))
		return -EINVAL;
	info.sstat_assoc_id = linux_socket.id;
	info.sstat_state = linux_socket.state;
	memcpy(value, &info, sizeof(info));
	*size = sizeof(info);
	return 0;
}

int linux_getsockopt(int level, int option, void *value, socklen_t *size)
{
	if ((int)*size < 0)
		return -EINVAL;
	if (level == SOL_SOCKET && option == SO_TYPE && *size >= sizeof(int)) {
		memcpy(value, &linux_socket.type, sizeof(int));
		*size = sizeof(int);
		return 0;
	}
	if (level != IPPROTO_SCTP)
		return -ENOPROTOOPT;
	switch (option) {
	case SCTP_SOCKOPT_CONNECTX3:
		return connectx3(value, size);
	case SCTP_GET_PEER_ADDR_INFO:
		return peer_addr_info(value, size);
	case SCTP_STATUS:
		return status(value, size);
	default:
		return -ENOPROTOOPT;
	}
}

int linux_setsockopt(int level, int option, const void *value, socklen_t size)
{
	if (level != IPPROTO_SCTP || (int)size < 0)
		return -EINVAL;
	switch (option) {
	case SCTP_SOCKOPT_BINDX_ADD:
	case SCTP_SOCKOPT_BINDX_REM:
		return 0;
	case SCTP_SOCKOPT_CONNECTX_OLD:
		return connect_addrs(value, size);
	case SCTP_SOCKOPT_CONNECTX: { /* sctp_setsockopt_connectx returns the id */
		int rc = connect_addrs(value, size);

		return rc ? rc : linux_socket.id;
	}
	default:
		return -ENOPROTOOPT;
	}
}

/* sctp_shutdown */
int linux_shutdown(int how)
{
	if (!linux_socket.id)
		return -ENOTCONN;
	if (how != SHUT_RD)
		end_association();
	return 0;
}
