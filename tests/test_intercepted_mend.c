/* SPDX-License-Identifier: MIT
 *
 * What RFC 6458 lets a program send and Linux refuses with EINVAL: SCTP_EOF with data (5.3.2, 5.3.4),
 * SCTP_EOF on a one-to-one socket (4.1.8), no data to set up an association (3.1.4, 7.5). The refusals are
 * those of Linux 6.1's sctp_sendmsg_parse(), as intercept_linux.c has them; that SCTP_EOF throws away an
 * association that is not up yet, with its data, is sctp_sf_cookie_wait_prm_shutdown()'s.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define STALE 4242

/* A real descriptor, whose O_NONBLOCK is the played socket's. */
static int sd = -1;

static void start(int type, bool up, bool nonblocking)
{
	if (sd >= 0)
		close(sd);
	sd = open("/dev/null", O_WRONLY | O_CLOEXEC | (nonblocking ? O_NONBLOCK : 0));
	intercept_reset();
	linux_socket.type = type;
	linux_socket.nonblocking = nonblocking;
	if (up) {
		linux_socket.id = 5;
		linux_socket.state = SCTP_ESTABLISHED;
	}
	errno = STALE;
}

/* Every function that can say flags, with and without addresses. */
enum form {
	SEND,
	SENDMSG_TO,
	SENDMSG_CONNECTED,
	SENDX,
	SENDMSGX,
	SENDV,
	SENDV_TO,
	SENDV_SPA,
	SENDV_SPA_TO,
	FORMS
};
static const bool has_addrs[FORMS] = {
	[SENDMSG_TO] = 1, [SENDX] = 1, [SENDMSGX] = 1, [SENDV_TO] = 1, [SENDV_SPA_TO] = 1,
};
/* The others have neither sendmsg()'s flags nor an association's id. */
static const bool has_id[FORMS] = {
	[SEND] = 1, [SENDX] = 1, [SENDV] = 1, [SENDV_TO] = 1, [SENDV_SPA] = 1, [SENDV_SPA_TO] = 1,
};
#define has_flags has_id

static int send_as(enum form form, const char *text, uint16_t info_flags, sctp_assoc_t id, int flags)
{
	char bytes[64];
	size_t size = pack_addrs(bytes, sizeof(bytes), "192.0.2.1 2001:db8::1", 5000), len = strlen(text);
	struct sockaddr *addrs = tail_readonly(bytes, size);
	const struct sctp_sndrcvinfo old = { .sinfo_stream = 7,
					     .sinfo_flags = info_flags,
					     .sinfo_assoc_id = id };
	const struct sctp_sndinfo info = { .snd_sid = 7, .snd_flags = info_flags, .snd_assoc_id = id };
	struct sctp_sendv_spa spa = { .sendv_flags = SCTP_SEND_SNDINFO_VALID, .sendv_sndinfo = info };
	struct sctp_sndinfo *constant =
	    tail_readonly(&info, sizeof(info)); /* flags are taken away in a copy */
	struct iovec iov = { tail_readonly(text, len), len };

	switch (form) {
	case SEND:
		return sctp_send(sd, iov.iov_base, len, tail_readonly(&old, sizeof(old)), flags);
	case SENDMSG_TO:
		return sctp_sendmsg(sd, iov.iov_base, len, addrs, sizeof(struct sockaddr_in), 0, info_flags,
				    7, 0, 0);
	case SENDMSG_CONNECTED:
		return sctp_sendmsg(sd, iov.iov_base, len, NULL, 0, 0, info_flags, 7, 0, 0);
	case SENDX:
		return sctp_sendx(sd, iov.iov_base, len, addrs, 2, tail_readonly(&old, sizeof(old)), flags);
	case SENDMSGX:
		return sctp_sendmsgx(sd, iov.iov_base, len, addrs, 2, 0, info_flags, 7, 0, 0);
	case SENDV:
		return sctp_sendv(sd, &iov, 1, NULL, 0, constant, sizeof(info), SCTP_SENDV_SNDINFO, flags);
	case SENDV_TO:
		return sctp_sendv(sd, &iov, 1, addrs, 2, constant, sizeof(info), SCTP_SENDV_SNDINFO, flags);
	case SENDV_SPA:
		return sctp_sendv(sd, &iov, 1, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, flags);
	default:
		return sctp_sendv(sd, &iov, 1, addrs, 2, &spa, sizeof(spa), SCTP_SENDV_SPA, flags);
	}
}

/* The nth sendmsg(), 0 being the first. */
static const struct call *sent(unsigned int nth)
{
	for (unsigned int i = 0; i < call_count; i++) {
		if (calls[i].function == SENDMSG && nth-- == 0)
			return &calls[i];
	}
	fail_msg("fewer calls of sendmsg()");
	return NULL;
}

/* The flags in a message's SCTP_SNDINFO or SCTP_SNDRCV. */
static unsigned int flags_of(const struct call *call)
{
	struct item items[8];
	size_t count = call_items(call, items, 8);

	for (size_t i = 0; i < count; i++) {
		struct sctp_sndrcvinfo old;
		struct sctp_sndinfo info;

		if (items[i].type == SCTP_SNDINFO) {
			memcpy(&info, items[i].data, sizeof(info));
			assert_int_equal(info.snd_sid, 7);
			return info.snd_flags;
		}
		if (items[i].type == SCTP_SNDRCV) {
			memcpy(&old, items[i].data, sizeof(old));
			assert_int_equal(old.sinfo_stream, 7);
			return old.sinfo_flags;
		}
	}
	fail_msg("the message has no flags");
	return 0;
}

static void eof_with_data_sends_the_data_and_then_the_end(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		sctp_assoc_t id = has_id[form] && !has_addrs[form] ? 5 : 0;
		int flags = has_flags[form] ? MSG_NOSIGNAL : 0;

		if (form == SENDMSG_CONNECTED) /* which cannot name an association of a one-to-many socket */
			continue;
		start(SOCK_SEQPACKET, true, false);
		assert_int_equal(send_as((enum form)form, "hello", SCTP_EOF | SCTP_UNORDERED, id, flags), 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(called(SENDMSG), 3);
		assert_int_equal(flags_of(sent(0)), SCTP_EOF | SCTP_UNORDERED);
		assert_int_equal(flags_of(sent(1)), SCTP_UNORDERED);
		assert_int_equal(sent(1)->size, 5);
		assert_int_equal(sent(1)->flags, flags);
		assert_int_equal(flags_of(sent(2)), SCTP_EOF | SCTP_UNORDERED);
		assert_int_equal(sent(2)->size, 0);
		assert_int_equal(sent(2)->name_size, sent(1)->name_size);
		assert_memory_equal(sent(2)->name, sent(1)->name, sent(1)->name_size);
		assert_true(linux_socket.ended);
		assert_int_equal(linux_socket.sent, 5);
		assert_int_equal(linux_socket.lost, 0);
	}
}

static void eof_with_data_on_a_one_to_one_socket_sends_the_data_and_shuts_down(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		start(SOCK_STREAM, true, false);
		assert_int_equal(send_as((enum form)form, "hello", SCTP_EOF, 0, 0), 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(called(SENDMSG), 2);
		assert_int_equal(flags_of(sent(1)), 0);
		assert_int_equal(called(SHUTDOWN), 1);
		assert_true(linux_socket.ended);
		assert_int_equal(linux_socket.lost, 0);
	}
}

/*
 * RFC 6458 5.3.2: "data" of the user's message, then a graceful shutdown; on one-to-one sockets shutdown()
 * does it.
 */
static void eof_alone_on_a_one_to_one_socket_shuts_down(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		start(SOCK_STREAM, true, false);
		assert_int_equal(send_as((enum form)form, "", SCTP_EOF, 0, 0), 0);
		assert_int_equal(errno, STALE);
		assert_int_equal(called(SENDMSG), 1);
		assert_int_equal(called(SHUTDOWN), 1);
		assert_true(linux_socket.ended);
		start(SOCK_STREAM, false, false);
		assert_int_equal(send_as((enum form)form, "", SCTP_EOF, 0, 0), -1);
		assert_int_equal(errno, ENOTCONN); /* shutdown()'s */
	}
	for (unsigned int i = 0; i < call_count; i++) {
		if (calls[i].function == SHUTDOWN)
			assert_int_equal(calls[i].flags, SHUT_WR);
	}
}

static void eof_alone_on_a_socket_of_unknown_style_is_an_error(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		start(SOCK_STREAM, true, false);
		kernel_fails(GETSOCKOPT, 1, ENOBUFS);
		assert_int_equal(send_as((enum form)form, "", SCTP_EOF, 0, 0), -1);
		assert_int_equal(errno, ENOBUFS);
		assert_false(linux_socket.ended);
	}
}

static void eof_alone_on_a_one_to_many_socket_needs_no_other_way(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		if (form == SENDMSG_CONNECTED)
			continue;
		start(SOCK_SEQPACKET, true, false);
		errno = EINVAL; /* from before: not this call's */
		assert_int_equal(send_as((enum form)form, "", SCTP_EOF, 5, 0), 0);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(called(SENDMSG), 1);
		assert_true(linux_socket.ended);
	}
}

/* Blocking: Linux waits until the association is up before sendmsg() returns. */
static void eof_with_data_sets_an_association_up_and_ends_it(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		if (!has_addrs[form])
			continue;
		start(SOCK_SEQPACKET, false, false);
		assert_int_equal(send_as((enum form)form, "hello", SCTP_EOF, 0, 0), 5);
		assert_int_equal(errno, STALE);
		assert_true(linux_socket.ended);
		assert_int_equal(linux_socket.sent, 5);
		assert_int_equal(linux_socket.lost, 0);
	}
}

/*
 * The data of a message may not be reported as sent and thrown away by the SCTP_EOF that follows it: where
 * sending does not wait for the association, or another one's setting up is under way, EINVAL stays or the
 * data is kept.
 */
static void eof_with_data_never_loses_data_to_an_association_that_is_not_up(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		for (int way = 0; way < 6; way++) {
			const int type = way % 2 ? SOCK_STREAM : SOCK_SEQPACKET;
			const bool under_way = way / 2 == 2 || !has_addrs[form];
			const bool dontwait = way / 2 == 1 && has_flags[form];
			sctp_assoc_t id = has_id[form] && under_way ? 5 : 0;
			int rc;

			start(type, under_way, way / 2 == 0 || (way / 2 == 1 && !has_flags[form]));
			if (under_way)
				linux_socket.state = SCTP_COOKIE_WAIT;
			if (under_way && type == SOCK_SEQPACKET && form == SENDMSG_CONNECTED)
				continue;
			errno = STALE;
			rc = send_as((enum form)form, "hello", SCTP_EOF, id, dontwait ? MSG_DONTWAIT : 0);
			if (linux_socket.lost)
				fail_msg("form %d, way %d: %zu bytes lost, return value %d", form, way,
					 linux_socket.lost, rc);
			if (rc == -1) {
				assert_true(errno == EINVAL || errno == EALREADY);
				assert_int_equal(linux_socket.sent, 0);
			} else {
				assert_int_equal(rc, 5);
				assert_int_equal(errno, STALE);
				assert_int_equal(linux_socket.sent, 5);
			}
		}
	}
}

/*
 * The data is what counts: when it has gone, that the end cannot be said is neither an error nor a SIGPIPE.
 */
static void data_that_has_gone_is_reported_though_the_end_is_refused(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		if (form == SENDMSG_CONNECTED)
			continue;
		start(SOCK_SEQPACKET, true, false);
		kernel_fails(SENDMSG, 3, EPIPE);
		assert_int_equal(send_as((enum form)form, "hello", SCTP_EOF, 5, 0), 5);
		assert_int_equal(errno, STALE);
		assert_int_equal(sent(2)->flags, MSG_NOSIGNAL);
		start(SOCK_STREAM, true, false);
		kernel_fails(SHUTDOWN, 1, ENOTCONN);
		assert_int_equal(send_as((enum form)form, "hello", SCTP_EOF, 0, 0), 5);
		assert_int_equal(errno, STALE);
	}
}

static void data_that_is_refused_is_an_error_and_no_end_is_said(void **state)
{
	static const int errors[] = { EAGAIN, EPIPE, EMSGSIZE, EINTR, EINVAL };

	(void)state;
	for (int form = 0; form < FORMS; form++) {
		for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]) * 2; i++) {
			if (form == SENDMSG_CONNECTED && i % 2 == 0)
				continue;
			start(i % 2 ? SOCK_STREAM : SOCK_SEQPACKET, true, false);
			kernel_fails(SENDMSG, 2, errors[i / 2]);
			assert_int_equal(send_as((enum form)form, "hello", SCTP_EOF, 5, 0), -1);
			assert_int_equal(errno, errors[i / 2]);
			assert_int_equal(called(SENDMSG), 2);
			assert_int_equal(called(SHUTDOWN), 0);
			assert_false(linux_socket.ended);
		}
	}
}

static void abort_on_a_one_to_one_socket_stays_einval(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS * 2; form++) {
		start(SOCK_STREAM, true, false);
		assert_int_equal(send_as((enum form)(form / 2), form % 2 ? "why" : "", SCTP_ABORT, 0, 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(call_count, 1);
	}
}

static void no_data_sets_an_association_up(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS * 2; form++) {
		if (!has_addrs[form / 2])
			continue;
		start(SOCK_SEQPACKET, false, form % 2);
		assert_int_equal(send_as((enum form)(form / 2), "", 0, 0, 0),
				 0); /* EINPROGRESS is success, too */
		assert_int_equal(errno, STALE);
		assert_int_equal(linux_socket.id, LINUX_NEXT_ID);
		assert_int_equal(called(SENDMSG), 1);
	}
}

static void no_data_and_no_iovec_sets_an_association_up(void **state)
{
	char bytes[64];
	struct sockaddr *addrs = tail_readonly(bytes, pack_addrs(bytes, sizeof(bytes), "192.0.2.1", 5000));
	struct iovec none[3] = { { NULL, 0 }, { NULL, 0 }, { (void *)"", 0 } };

	(void)state;
	for (int count = 0; count <= 3; count++) {
		start(SOCK_SEQPACKET, false, false);
		assert_int_equal(
		    sctp_sendv(sd, count ? none : NULL, count, addrs, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), 0);
		assert_int_equal(errno, STALE);
		assert_int_equal(linux_socket.id, LINUX_NEXT_ID);
	}
}

/*
 * Lists that ancillary data cannot carry are set up before the message: that this has been done already is
 * success.
 */
static void no_data_to_a_link_local_list_sets_an_association_up(void **state)
{
	char bytes[64];
	struct sockaddr *addrs =
	    tail_readonly(bytes, pack_addrs(bytes, sizeof(bytes), "fe80::1%3 192.0.2.1", 5000));

	(void)state;
	for (int way = 0; way < 4; way++) {
		struct sctp_sndinfo info = { 0 };
		struct iovec iov = { (void *)"", 0 };

		start(SOCK_SEQPACKET, false, way % 2);
		if (way / 2)
			assert_int_equal(sctp_sendmsgx(sd, "", 0, addrs, 2, 0, 0, 0, 0, 0), 0);
		else
			assert_int_equal(
			    sctp_sendv(sd, &iov, 1, addrs, 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0), 0);
		assert_int_equal(errno, STALE);
		assert_int_equal(linux_socket.id, LINUX_NEXT_ID);
		if (!(way / 2))
			assert_int_equal(info.snd_assoc_id, LINUX_NEXT_ID);
		linux_socket.state = SCTP_ESTABLISHED; /* once more: there is nothing to set up now */
		assert_int_equal(sctp_sendv(sd, &iov, 1, addrs, 2, NULL, 0, SCTP_SENDV_NOINFO, 0), -1);
		assert_int_equal(errno, EINVAL);
	}
}

static void no_data_with_an_association_stays_einval(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS * 4; form++) {
		start(form % 2 ? SOCK_STREAM : SOCK_SEQPACKET, true, false);
		if (form % 4 / 2)
			linux_socket.state = SCTP_COOKIE_WAIT;
		assert_int_equal(send_as((enum form)(form / 4), "", 0, 0, 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(linux_socket.id, 5);
	}
}

/* What asks for something else than setting up, or forbids waiting for it. */
static void no_data_stays_einval_where_setting_up_is_not_what_was_asked(void **state)
{
	static const struct {
		uint16_t info_flags;
		sctp_assoc_t id;
		int flags;
	} tables[] = {
		{ SCTP_SENDALL, 0, 0 },
		{ SCTP_ABORT, 0, 0 },
		{ 0, 77, 0 },
		{ 0, 0, MSG_DONTWAIT },
	};

	(void)state;
	for (int form = 0; form < FORMS; form++) {
		for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
			if (!has_addrs[form] || (tables[i].id && !has_id[form]) ||
			    (tables[i].flags && !has_flags[form]))
				continue;
			start(SOCK_SEQPACKET, false, false);
			assert_int_equal(
			    send_as((enum form)form, "", tables[i].info_flags, tables[i].id, tables[i].flags),
			    -1);
			assert_int_equal(errno, EINVAL);
			assert_int_equal(linux_socket.id, 0);
			assert_int_equal(call_count, 1);
		}
	}
}

/* A message that is refused for its flags is refused, and sets nothing up. */
static void no_data_with_unknown_flags_stays_einval(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		if (!has_addrs[form])
			continue;
		start(SOCK_SEQPACKET, false, false);
		assert_int_equal(send_as((enum form)form, "", 0x1000, 0, 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(linux_socket.id, 0);
	}
}

/* sctp_sendmsg() knows how long its address is: a shorter one is EINVAL, and no byte behind it is read. */
static void a_short_address_stays_einval(void **state)
{
	static const char *const texts[] = { "192.0.2.1", "2001:db8::1" };
	char bytes[32];

	(void)state;
	for (int i = 0; i < 4; i++) {
		const size_t size = pack_addrs(bytes, sizeof(bytes), texts[i % 2], 5000), len = i / 2 ? 5 : 0;
		const uint32_t flags = i / 2 ? SCTP_EOF : 0;

		for (size_t given = 1; given < size; given++) {
			start(SOCK_SEQPACKET, false, false);
			assert_int_equal(sctp_sendmsg(sd, "hello", len, tail_readonly(bytes, given),
						      (socklen_t)given, 0, flags, 0, 0, 0),
					 -1);
			assert_int_equal(errno, EINVAL);
			assert_int_equal(linux_socket.id, 0);
		}
		start(SOCK_SEQPACKET, false, false);
		assert_int_equal(
		    sctp_sendmsg(sd, "hello", len, (void *)bytes, (socklen_t)-1, 0, flags, 0, 0, 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(linux_socket.id, 0);
		start(SOCK_SEQPACKET, false, false); /* larger is as good, as in any system call */
		assert_int_equal(
		    sctp_sendmsg(sd, "hello", len, (void *)bytes, sizeof(bytes), 0, flags, 0, 0, 0), len);
		/* of no length: none */
		start(SOCK_SEQPACKET, false, false);
		assert_int_equal(sctp_sendmsg(sd, "hello", len, tail_alloc(0), 0, 0, flags, 0, 0, 0), -1);
		assert_int_equal(linux_socket.id, 0);
		start(SOCK_STREAM, true, false);
		assert_int_equal(sctp_sendmsg(sd, "hello", len, tail_alloc(0), 0, 0, SCTP_EOF, 7, 0, 0), len);
		assert_true(linux_socket.ended);
	}
}

/* Too short for an IPv6 address, which is what nobody may take it for. */
static void an_address_of_no_family_stays_einval(void **state)
{
	static const sa_family_t families[] = { AF_UNSPEC, AF_UNIX, 99, 0xffff };

	(void)state;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]) * 2; i++) {
		char bytes[sizeof(struct sockaddr_in)] = { 0 };

		memcpy(bytes, &families[i / 2], sizeof(families[0]));
		start(SOCK_SEQPACKET, false, false);
		assert_int_equal(sctp_sendmsg(sd, "hello", i % 2 ? 5 : 0, tail_readonly(bytes, sizeof(bytes)),
					      sizeof(bytes), 0, i % 2 ? SCTP_EOF : 0, 0, 0, 0),
				 -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(linux_socket.id, 0);
	}
}

static void errors_of_the_setting_up_are_returned(void **state)
{
	static const int errors[] = { ECONNREFUSED, ETIMEDOUT, ENETUNREACH, EINTR, EACCES, EADDRNOTAVAIL };

	(void)state;
	for (int form = 0; form < FORMS; form++) {
		for (size_t i = 0; has_addrs[form] && i < sizeof(errors) / sizeof(errors[0]); i++) {
			start(SOCK_SEQPACKET, false, false);
			kernel_fails(GETSOCKOPT, 1, errors[i]);
			assert_int_equal(send_as((enum form)form, "", 0, 0, 0), -1);
			assert_int_equal(errno, errors[i]);
		}
	}
}

/* Refusals of Linux that are not about emptiness or the end: one call, its errno. */
static void other_refusals_are_not_tried_again(void **state)
{
	(void)state;
	for (int form = 0; form < FORMS; form++) {
		start(SOCK_SEQPACKET, true, false);
		assert_int_equal(send_as((enum form)form, "hello", 0x1000, 5, 0), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(call_count, 1);
		start(SOCK_SEQPACKET, true, false);
		kernel_fails(SENDMSG, 1, EPIPE);
		assert_int_equal(send_as((enum form)form, "", SCTP_EOF, 5, 0), -1);
		assert_int_equal(errno, EPIPE);
		assert_int_equal(call_count, 1);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(eof_with_data_sends_the_data_and_then_the_end),
		cmocka_unit_test(eof_with_data_on_a_one_to_one_socket_sends_the_data_and_shuts_down),
		cmocka_unit_test(eof_alone_on_a_one_to_one_socket_shuts_down),
		cmocka_unit_test(eof_alone_on_a_socket_of_unknown_style_is_an_error),
		cmocka_unit_test(eof_alone_on_a_one_to_many_socket_needs_no_other_way),
		cmocka_unit_test(eof_with_data_sets_an_association_up_and_ends_it),
		cmocka_unit_test(eof_with_data_never_loses_data_to_an_association_that_is_not_up),
		cmocka_unit_test(data_that_has_gone_is_reported_though_the_end_is_refused),
		cmocka_unit_test(data_that_is_refused_is_an_error_and_no_end_is_said),
		cmocka_unit_test(abort_on_a_one_to_one_socket_stays_einval),
		cmocka_unit_test(no_data_sets_an_association_up),
		cmocka_unit_test(no_data_and_no_iovec_sets_an_association_up),
		cmocka_unit_test(no_data_to_a_link_local_list_sets_an_association_up),
		cmocka_unit_test(no_data_with_an_association_stays_einval),
		cmocka_unit_test(no_data_stays_einval_where_setting_up_is_not_what_was_asked),
		cmocka_unit_test(no_data_with_unknown_flags_stays_einval),
		cmocka_unit_test(a_short_address_stays_einval),
		cmocka_unit_test(an_address_of_no_family_stays_einval),
		cmocka_unit_test(errors_of_the_setting_up_are_returned),
		cmocka_unit_test(other_refusals_are_not_tried_again),
	};

	return RUN_ISOLATED(tests);
}
