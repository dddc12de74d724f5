/* SPDX-License-Identifier: MIT
 *
 * Fuzzes the send functions with infos, lists, iovecs and flags in memory of exactly their size, on a kernel
 * that follows Linux's rules or fails as the input says. The kernel gets well-formed ancillary data with no
 * item and no address twice and no stray byte in its padding; the caller's info keeps every byte but its id;
 * data that was reported as sent is not thrown away.
 *
 * Input: function, state of the socket, flags (2), infotype, infolen, iovecs, two failures (which, errno),
 * the count of addresses, info, list.
 */
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <sys/uio.h>

enum form { SEND, SENDMSG_TO, SENDX, SENDMSGX, SENDV, FORMS };

static const size_t sizes[] = {
	[SCTP_SNDRCV] = sizeof(struct sctp_sndrcvinfo), [SCTP_SNDINFO] = sizeof(struct sctp_sndinfo),
	[SCTP_PRINFO] = sizeof(struct sctp_prinfo),     [SCTP_AUTHINFO] = sizeof(struct sctp_authinfo),
	[SCTP_DSTADDRV4] = sizeof(struct in_addr),      [SCTP_DSTADDRV6] = sizeof(struct in6_addr),
};

static void check_control(const struct call *call)
{
	const size_t port_size = offsetof(struct sockaddr_in, sin_addr);
	struct item items[80];
	size_t count = call_items(call, items, 80), own = 0;
	sa_family_t family = AF_UNSPEC;

	CHECK(call->control_size <= sizeof(call->control));
	CHECK(count || !call->control_size);
	if (call->name_size >= sizeof(family))
		memcpy(&family, call->name, sizeof(family));
	for (size_t i = 0; i < count; i++) {
		const int type = items[i].type;

		CHECK(items[i].level == IPPROTO_SCTP && type > 0 && type <= SCTP_DSTADDRV6);
		CHECK(sizes[type] && items[i].size == sizes[type]);
		own += CMSG_SPACE(items[i].size);
		for (size_t j = 0; j < i; j++) {
			CHECK(items[j].type != type ||
			      (type >= SCTP_DSTADDRV4 &&
			       memcmp(items[j].data, items[i].data, items[i].size) != 0));
		}
		if (type == SCTP_DSTADDRV4 && family == AF_INET)
			CHECK(memcmp(call->name + port_size, items[i].data, items[i].size) != 0);
		if (type == SCTP_DSTADDRV6 && family == AF_INET6)
			CHECK(memcmp(call->name + offsetof(struct sockaddr_in6, sin6_addr), items[i].data,
				     items[i].size) != 0);
	}
	CHECK(own == call->control_size);
}

/* Where info has the id that may be stored, or -1. */
static int id_at(enum form form, unsigned int infotype, const uint8_t *info)
{
	uint32_t valid;

	if (form == SENDX)
		return offsetof(struct sctp_sndrcvinfo, sinfo_assoc_id);
	if (form != SENDV)
		return -1;
	if (infotype == SCTP_SENDV_SNDINFO)
		return offsetof(struct sctp_sndinfo, snd_assoc_id);
	if (infotype != SCTP_SENDV_SPA)
		return -1;
	memcpy(&valid, info, sizeof(valid));
	return valid & SCTP_SEND_SNDINFO_VALID
		   ? (int)offsetof(struct sctp_sendv_spa, sendv_sndinfo.snd_assoc_id)
		   : -1;
}

static void check_info(const uint8_t *after, const uint8_t *before, size_t size, int at, int rc)
{
	const sctp_assoc_t none = 0;
	size_t id = (size_t)at;

	if (rc < 0 || at < 0 || memcmp(before + id, &none, sizeof(none)) != 0) {
		CHECK(memcmp(after, before, size) == 0);
		return;
	}
	CHECK(memcmp(after, before, id) == 0);
	CHECK(memcmp(after + id + sizeof(none), before + id + sizeof(none), size - id - sizeof(none)) == 0);
}

static void set_socket(unsigned int state)
{
	linux_socket.type = state & 1 ? SOCK_STREAM : SOCK_SEQPACKET;
	linux_socket.nonblocking = state & 2;
	if (state & 4)
		linux_socket.id = 5;
	if (state & 4)
		linux_socket.state = state & 8 ? SCTP_COOKIE_WAIT : SCTP_ESTABLISHED;
}

static bool set_failures(struct input *in)
{
	static const int errors[] = {
		EINVAL, EPIPE, EAGAIN, EISCONN, EINPROGRESS, EALREADY, ENOTCONN, EPERM
	};
	static const enum function functions[] = { SENDMSG, GETSOCKOPT, SHUTDOWN, RAW };
	bool any = false;

	for (int i = 0; i < 2; i++) {
		unsigned int which = take(in);

		if (!(which & 128))
			continue;
		kernel_fails(functions[which & 3], 1 + (which >> 2 & 3), errors[take(in) % 8]);
		any = true;
	}
	return any;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int descriptors[2] = { -1, -1 };
	static char text[256];
	const socklen_t size_of_info[] = { 0, sizeof(struct sctp_sndinfo), sizeof(struct sctp_prinfo),
					   sizeof(struct sctp_authinfo), sizeof(struct sctp_sendv_spa) };
	struct input in = { data, size };
	unsigned int form = take(&in), state, flags, infotype, iovcnt;
	size_t infolen, list_size, total = 0;
	struct iovec iov[4];
	uint8_t *info, *before, *list, *addrs;
	bool failing, fits;
	int count, rc, sd;

	if (descriptors[0] < 0) {
		descriptors[0] = open("/dev/null", O_WRONLY | O_CLOEXEC);
		descriptors[1] = open("/dev/null", O_WRONLY | O_CLOEXEC | O_NONBLOCK);
	}
	intercept_reset();
	state = take(&in);
	flags = take2(&in);
	infotype = take(&in) % 7;
	infolen = take(&in) % 80;
	iovcnt = take(&in);
	set_socket(state);
	failing = set_failures(&in);
	count = (int8_t)take(&in);
	form %= FORMS;
	for (unsigned int i = 0; i < 4; i++) {
		iov[i] = (struct iovec){ text, iovcnt >> (2 + i) & 1 ? 0 : 7 * i + 1 };
		if (i < (iovcnt & 3))
			total += iov[i].iov_len;
	}
	if (form != SENDV)
		infolen = sizeof(struct sctp_sndrcvinfo);
	before = take_copy(&in, &infolen);
	info = malloc(infolen);
	list_size = in.size;
	list = take_copy(&in, &list_size);
	if (!info)
		abort();
	memcpy(info, before, infolen);
	count = fair_count(list, list_size, count);
	addrs = count ? list : NULL;
	sd = descriptors[linux_socket.nonblocking];
	fits = form == SENDV ? infotype <= SCTP_SENDV_SPA && infolen >= size_of_info[infotype]
			     : infolen == sizeof(struct sctp_sndrcvinfo);
	flags &= MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE;
	if (form != SENDV && iovcnt & 3)
		total = iov[0].iov_len;
	errno = 4242;
	switch (form) {
	case SEND:
		rc = sctp_send(sd, text, iovcnt & 3 ? iov[0].iov_len : 0, fits ? (void *)info : NULL,
			       (int)flags);
		break;
	case SENDMSG_TO: {
		size_t tolen = list_size < 64 ? list_size : 64;
		unsigned int info_flags = infolen > 1 ? before[0] | before[1] << 8U : 0;

		rc = sctp_sendmsg(sd, text, iovcnt & 3 ? iov[0].iov_len : 0, state & 16 ? NULL : (void *)list,
				  (socklen_t)tolen, 1, info_flags, 2, 3, 4);
		break;
	}
	case SENDX:
		rc = sctp_sendx(sd, text, iovcnt & 3 ? iov[0].iov_len : 0, (void *)addrs, count,
				fits ? (void *)info : NULL, (int)flags);
		break;
	case SENDMSGX:
		rc = sctp_sendmsgx(sd, text, iovcnt & 3 ? iov[0].iov_len : 0, (void *)addrs, count, 1,
				   infolen > 1 ? before[0] | before[1] << 8U : 0, 2, 3, 4);
		break;
	default:
		rc = sctp_sendv(sd, iov, iovcnt & 3, (void *)addrs, count, info, (socklen_t)infolen, infotype,
				(int)flags);
		CHECK(fits || (rc == -1 && errno == EINVAL && call_count == 0));
		break;
	}
	CHECK(call_count <= 12);
	for (unsigned int i = 0; i < call_count; i++) {
		CHECK(calls[i].sd == sd || calls[i].function == RAW);
		if (calls[i].function == SENDMSG)
			check_control(&calls[i]);
	}
	if (rc >= 0) {
		CHECK(errno == 4242);
		CHECK((size_t)rc == total);
		CHECK(failing || linux_socket.lost == 0);
	} else {
		CHECK(rc == -1 && errno > 0 && errno < 200);
	}
	check_info(info, before, infolen, fits ? id_at((enum form)form, infotype, before) : -1, rc);
	free(list);
	free(info);
	free(before);
	return 0;
}
