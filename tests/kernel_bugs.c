/* SPDX-License-Identifier: MIT
 *
 * The bugs of lksctp-tools' libsctp, each as a test that its 1.0.19 fails and ours passes. tests/run runs this over
 * our library; tests/test_bugs_of_lksctp over Debian's, where each has to fail or to say why it cannot be shown.
 *
 * What needs no kernel SCTP is in test_bugs_host.c.
 */
#include "tests/bugs.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/sctp.h>
#include <poll.h>
#include <string.h>
#include <sys/uio.h>

/* Two sockets with an association between them; ids are 0 where the socket is one-to-one. */
struct pair {
	int client, server;
	struct sockaddr_in address; /* of the server */
	sctp_assoc_t client_id, server_id;
};

static void on(int sd, int level, int option)
{
	const int one = 1;

	CHECK(setsockopt(sd, level, option, &one, sizeof(one)) == 0);
}

static struct sockaddr_in bound(int sd)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(address);

	CHECK(sd >= 0);
	CHECK(bind(sd, (struct sockaddr *)&address, sizeof(address)) == 0);
	CHECK(getsockname(sd, (struct sockaddr *)&address, &size) == 0);
	return address;
}

/* The id of a one-to-many socket's only association; the other end's comes up a moment later. */
static sctp_assoc_t only_id(int sd)
{
	struct {
		struct sctp_assoc_ids ids;
		sctp_assoc_t id[1];
	} list;

	for (int i = 0; i < 500; i++) {
		socklen_t size = sizeof(list);

		if (getsockopt(sd, IPPROTO_SCTP, SCTP_GET_ASSOC_ID_LIST, &list, &size) == 0 &&
		    list.ids.gaids_number_of_ids == 1)
			return list.id[0];
		usleep(10000);
	}
	CHECK(!"an association comes up");
	return 0;
}

static struct pair one_to_many(void)
{
	struct pair p = { .client = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP),
			  .server = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP) };

	p.address = bound(p.server);
	CHECK(listen(p.server, 5) == 0);
	on(p.client, IPPROTO_SCTP, SCTP_NODELAY);
	CHECK(connect(p.client, (struct sockaddr *)&p.address, sizeof(p.address)) == 0);
	p.client_id = only_id(p.client);
	p.server_id = only_id(p.server);
	return p;
}

static struct pair one_to_one(void)
{
	int listener = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);
	struct pair p = { .client = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP) };

	p.address = bound(listener);
	CHECK(listen(listener, 5) == 0);
	CHECK(connect(p.client, (struct sockaddr *)&p.address, sizeof(p.address)) == 0);
	p.server = accept(listener, NULL, NULL);
	CHECK(p.server >= 0);
	close(listener);
	return p;
}

static void send_text(const struct pair *p, const char *text, uint16_t stream)
{
	struct sctp_sndrcvinfo info = { .sinfo_stream = stream, .sinfo_assoc_id = p->client_id };

	CHECK(sctp_send(p->client, text, strlen(text), &info, 0) == (int)strlen(text));
}

static void wait_readable(int sd)
{
	struct pollfd poll_fd = { .fd = sd, .events = POLLIN };

	CHECK(poll(&poll_fd, 1, 5000) == 1);
}

static void recvmsg_has_no_room_for_a_timestamp(void)
{
	struct pair p = one_to_many();
	struct sctp_event_subscribe events = { .sctp_data_io_event = 1 };
	struct sctp_sndrcvinfo info;
	char buffer[100];
	int flags = 0;

	on(p.server, SOL_SOCKET, SO_TIMESTAMP);
	CHECK(setsockopt(p.server, IPPROTO_SCTP, SCTP_EVENTS, &events, sizeof(events)) == 0);
	send_text(&p, "one", 7);
	memset(&info, 0xaa, sizeof(info));
	CHECK(sctp_recvmsg(p.server, buffer, sizeof(buffer), NULL, NULL, &info, &flags) == 3);
	CHECK(!(flags & MSG_CTRUNC));
	CHECK(info.sinfo_stream == 7);
	CHECK(info.sinfo_assoc_id == p.server_id);
	on(p.server, IPPROTO_SCTP, SCTP_RECVRCVINFO);
	send_text(&p, "two", 3);
	flags = 0;
	CHECK(sctp_recvmsg(p.server, buffer, sizeof(buffer), NULL, NULL, &info, &flags) == 3);
	CHECK(!(flags & MSG_CTRUNC));
	CHECK(info.sinfo_stream == 3);
}

/* Two messages wait, so that the first has NXTINFO, which Linux puts before RCVINFO. */
static struct pair two_messages_wait(void)
{
	struct pair p = one_to_many();
	struct pollfd poll_fd = { .fd = p.server, .events = POLLIN };
	char buffer[100];

	on(p.server, IPPROTO_SCTP, SCTP_RECVRCVINFO);
	on(p.server, IPPROTO_SCTP, SCTP_RECVNXTINFO);
	send_text(&p, "one", 1);
	send_text(&p, "four", 2);
	for (int i = 0; i < 500; i++) {
		struct iovec iov = { buffer, sizeof(buffer) };
		struct sctp_recvv_rn rn;
		socklen_t size = sizeof(rn);
		unsigned int type;
		int flags = MSG_PEEK;

		CHECK(poll(&poll_fd, 1, 5000) == 1);
		CHECK(sctp_recvv(p.server, &iov, 1, NULL, NULL, &rn, &size, &type, &flags) == 3);
		if (type == SCTP_RECVV_RN)
			return p;
		usleep(10000);
	}
	CHECK(!"the second message arrives");
	return p;
}

static void recvv_drops_rcvinfo_that_comes_behind_nxtinfo(void)
{
	struct pair p = two_messages_wait();
	char buffer[100];
	struct iovec iov = { buffer, sizeof(buffer) };
	struct sctp_rcvinfo info = { 0 };
	socklen_t size = sizeof(info);
	unsigned int type = 99;
	int flags = 0;

	CHECK(sctp_recvv(p.server, &iov, 1, NULL, NULL, &info, &size, &type, &flags) == 3);
	CHECK(type == SCTP_RECVV_RCVINFO);
	CHECK(size == sizeof(info));
	CHECK(info.rcv_sid == 1 && info.rcv_assoc_id == p.server_id);
}

static void recvv_leaves_infotype_and_infolen_as_they_were(void)
{
	struct pair p = one_to_many();
	char buffer[100];
	struct iovec iov = { buffer, sizeof(buffer) };
	struct sctp_rcvinfo info;
	socklen_t size = sizeof(info);
	unsigned int type = 99;
	int flags = 0;

	send_text(&p, "one", 0);
	CHECK(sctp_recvv(p.server, &iov, 1, NULL, NULL, NULL, &size, &type, &flags) == 3);
	CHECK(type == SCTP_RECVV_NOINFO);
	send_text(&p, "two", 0);
	size = sizeof(info);
	type = 99;
	flags = 0;
	CHECK(sctp_recvv(p.server, &iov, 1, NULL, NULL, &info, &size, &type, &flags) == 3);
	CHECK(type == SCTP_RECVV_NOINFO && size == 0);
}

static void sendv_ignores_flags(void)
{
	struct pair p = one_to_one();
	char block[4096] = { 0 };
	struct iovec iov = { block, sizeof(block) };
	int rc;

	for (int i = 0; i < 10000; i++) { /* a full socket would block */
		rc = sctp_sendv(p.client, &iov, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, MSG_DONTWAIT);
		if (rc < 0)
			break;
	}
	CHECK(rc == -1 && errno == EAGAIN);
	CHECK(shutdown(p.client, SHUT_WR) == 0);
	rc = sctp_sendv(p.client, &iov, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, MSG_NOSIGNAL);
	CHECK(rc == -1 && errno == EPIPE);
}

static void sendv_returns_a_negative_errno(void)
{
	struct pair p = one_to_many();
	struct iovec iov = { (void *)"one", 3 };
	struct sockaddr address = { .sa_family = 99 };

	errno = 0;
	CHECK(sctp_sendv(p.client, &iov, 1, &address, 1, NULL, 0, SCTP_SENDV_NOINFO, 0) == -1);
	CHECK(errno == EINVAL);
}

static void sendv_takes_any_address_count(void)
{
	struct pair p = one_to_many();
	struct iovec iov = { (void *)"one", 3 };
	struct sctp_sendv_spa spa = { .sendv_flags = 0 };

	CHECK(sctp_sendv(p.client, &iov, 1, NULL, -1, &spa, sizeof(spa), SCTP_SENDV_SPA, 0) == -1);
	CHECK(errno == EINVAL);
	CHECK(sctp_sendv(p.client, &iov, 1, NULL, 1, NULL, 0, SCTP_SENDV_NOINFO, 0) == -1);
	CHECK(errno == EFAULT || errno == EINVAL);
}

static void sendv_does_not_look_at_infolen_and_infotype(void)
{
	struct pair p = one_to_many();
	struct iovec iov = { (void *)"one", 3 };
	struct sctp_sndinfo info = { .snd_assoc_id = p.client_id };

	CHECK(sctp_sendv(p.client, &iov, 1, NULL, 0, &info, 3, SCTP_SENDV_SNDINFO, 0) == -1 && errno == EINVAL);
	CHECK(sctp_sendv(p.client, &iov, 1, NULL, 0, &info, sizeof(info), 77, MSG_NOSIGNAL) == -1 &&
	      errno == EINVAL);
	CHECK(sctp_sendv(p.client, &iov, 1, NULL, 0, NULL, sizeof(info), SCTP_SENDV_SNDINFO, 0) == -1 &&
	      errno == EINVAL);
	info.snd_assoc_id = 0;
	CHECK(sctp_sendv(p.client, &iov, 1, (struct sockaddr *)&p.address, 1, &info, sizeof(info),
			 SCTP_SENDV_SNDINFO, 0) == 3);
	CHECK(info.snd_assoc_id == p.client_id);
}

static void sendv_and_recvv_buffers_are_too_small_for_all_infos(void)
{
	struct pair p = two_messages_wait();
	char buffer[100];
	struct iovec iov = { (void *)"one", 3 };
	struct iovec in = { buffer, sizeof(buffer) };
	struct sctp_recvv_rn rn;
	socklen_t size = sizeof(rn);
	unsigned int type;
	int flags = 0;
	struct sctp_sendv_spa spa = {
		.sendv_flags = SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID | SCTP_SEND_AUTHINFO_VALID,
		.sendv_sndinfo = { .snd_sid = 1, .snd_assoc_id = p.client_id },
		.sendv_prinfo = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 5000 },
	};

	memset(&rn, 0xaa, sizeof(rn));
	CHECK(sctp_recvv(p.server, &in, 1, NULL, NULL, &rn, &size, &type, &flags) == 3);
	CHECK(type == SCTP_RECVV_RN && !(flags & MSG_CTRUNC));
	CHECK(rn.recvv_rcvinfo.rcv_assoc_id == p.server_id && rn.recvv_rcvinfo.rcv_context == 0);
	CHECK(sctp_sendv(p.client, &iov, 1, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, 0) == 3);
}

static void connectx_believes_an_old_errno(void)
{
	struct pair p = { .client = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP),
			  .server = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP) };
	sctp_assoc_t id = 0;

	p.address = bound(p.server);
	CHECK(listen(p.server, 5) == 0);
	errno = ENOPROTOOPT;
	CHECK(sctp_connectx(p.client, (struct sockaddr *)&p.address, 1, &id) == 0);
	CHECK(id == only_id(p.client));
}

static void null_pointers_crash(void)
{
	struct pair p = one_to_many();
	struct sctp_status status;
	socklen_t size = sizeof(status);
	sctp_assoc_t id;

	CHECK(sctp_connectx(p.client, NULL, 1, &id) == -1 && errno == EFAULT);
	CHECK(sctp_bindx(p.client, NULL, 1, SCTP_BINDX_ADD_ADDR) == -1 && errno == EFAULT);
	CHECK(sctp_getpaddrs(p.client, p.client_id, NULL) == -1 && errno == EFAULT);
	CHECK(sctp_getladdrs(p.client, p.client_id, NULL) == -1 && errno == EFAULT);
	CHECK(sctp_opt_info(p.client, p.client_id, SCTP_STATUS, NULL, &size) == -1 && errno == EFAULT);
	if (!getenv("VALGRIND")) /* which complains before the kernel does */
		CHECK(sctp_opt_info(p.client, p.client_id, SCTP_STATUS, &status, NULL) == -1 && errno == EFAULT);
}

static void opt_info_lacks_options_and_returns_95(void)
{
	struct pair p = one_to_many();
	struct sctp_event event = { .se_type = SCTP_SHUTDOWN_EVENT };
	struct sctp_sack_info sack;
	struct sctp_assoc_value value;
	struct sctp_sndinfo info;
	struct sctp_default_prinfo prinfo;
	socklen_t size;

#define WORKS(option, arg)                                                                                   \
	size = sizeof(arg);                                                                                  \
	CHECK(sctp_opt_info(p.client, p.client_id, option, &arg, &size) == 0 && size == sizeof(arg))
	WORKS(SCTP_EVENT, event);
	WORKS(SCTP_DELAYED_SACK, sack);
	WORKS(SCTP_MAX_BURST, value);
	WORKS(SCTP_CONTEXT, value);
	WORKS(SCTP_DEFAULT_SNDINFO, info);
	WORKS(SCTP_DEFAULT_PRINFO, prinfo);
#undef WORKS
	size = sizeof(value);
	CHECK(sctp_opt_info(p.client, 0, 9999, &value, &size) == -1 && errno == ENOPROTOOPT);
}

static void opt_info_puts_the_id_at_offset_0_for_every_option(void)
{
	struct pair p = one_to_many();
	struct sctp_sndrcvinfo info = { .sinfo_stream = 7, .sinfo_assoc_id = p.client_id };
	socklen_t size = sizeof(info);

	CHECK(setsockopt(p.client, IPPROTO_SCTP, SCTP_DEFAULT_SEND_PARAM, &info, sizeof(info)) == 0);
	memset(&info, 0, sizeof(info));
	CHECK(sctp_opt_info(p.client, p.client_id, SCTP_DEFAULT_SEND_PARAM, &info, &size) == 0);
	CHECK(info.sinfo_stream == 7 && info.sinfo_assoc_id == p.client_id);
}

static void peeloff_flags_is_declared_and_not_exported(void)
{
	struct pair p = one_to_many();
	int (*peeloff_flags)(int, sctp_assoc_t, unsigned);
	int sd;

	/* not by name: with lksctp-tools' library this program would not start */
	*(void **)&peeloff_flags = dlsym(RTLD_DEFAULT, "sctp_peeloff_flags");
	CHECK(peeloff_flags != NULL);
	sd = peeloff_flags(p.server, p.server_id, SOCK_CLOEXEC | SOCK_NONBLOCK);
	CHECK(sd >= 0);
	CHECK(fcntl(sd, F_GETFD) == FD_CLOEXEC);
	CHECK(fcntl(sd, F_GETFL) & O_NONBLOCK);
	send_text(&p, "one", 0);
	wait_readable(sd);
}

static const struct bug bugs[] = {
	BUG(1, recvmsg_has_no_room_for_a_timestamp),
	BUG(2, recvv_drops_rcvinfo_that_comes_behind_nxtinfo),
	BUG(3, recvv_leaves_infotype_and_infolen_as_they_were),
	BUG(4, sendv_ignores_flags),
	BUG(5, sendv_returns_a_negative_errno),
	BUG(6, sendv_takes_any_address_count),
	BUG(7, sendv_does_not_look_at_infolen_and_infotype),
	BUG(8, sendv_and_recvv_buffers_are_too_small_for_all_infos),
	BUG(9, connectx_believes_an_old_errno),
	BUG(11, null_pointers_crash),
	BUG(12, opt_info_lacks_options_and_returns_95),
	BUG(13, opt_info_puts_the_id_at_offset_0_for_every_option),
	BUG(16, peeloff_flags_is_declared_and_not_exported),
};

int main(void)
{
	return bugs_main(bugs, sizeof(bugs) / sizeof(bugs[0]), getenv("VALGRIND") ? 60 : 4);
}
