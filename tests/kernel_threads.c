/* SPDX-License-Identifier: MIT
 *
 * The library where calls meet each other: non-blocking sockets, threads, cancellation, signals, fork.
 *
 * tests/kernel:
 */
#include "tests/peers.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <sys/wait.h>

static int try_sendv(const struct peers *p, int stream, const void *data, size_t size, int flags)
{
	struct iovec iov = { (void *)data, size };
	struct sctp_sndinfo info = { .snd_sid = (uint16_t)stream, .snd_assoc_id = p->client_id };

	return sctp_sendv(p->client, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, flags);
}

/* ---- non-blocking (RFC 6458 3.2) ---- */

static void receiving_from_an_empty_socket_fails_with_eagain(void **state)
{
	struct peers p;
	char data[10] = "";
	struct iovec iov = { data, sizeof(data) };
	struct sctp_sndrcvinfo info = { .sinfo_ppid = 7 };
	socklen_t size = 3;
	unsigned int type = 99;
	int flags = MSG_DONTWAIT;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	peers_fails(sctp_recvmsg(p.server, data, sizeof(data), NULL, NULL, &info, &flags), EAGAIN);
	peers_ok(fcntl(p.server, F_SETFL, O_NONBLOCK));
	flags = 0;
	peers_fails(sctp_recvmsg(p.server, data, sizeof(data), NULL, NULL, &info, &flags), EAGAIN);
	peers_fails(sctp_recvv(p.server, &iov, 1, NULL, NULL, &info, &size, &type, &flags), EAGAIN);
	/* what fails has stored nothing */
	assert_int_equal(info.sinfo_ppid, 7);
	assert_int_equal(size, 3);
	assert_int_equal(type, 99);
	assert_int_equal(flags, 0);
}

static void sending_to_a_full_socket_fails_with_eagain_and_loses_nothing(void **state)
{
	struct peers p;
	char data[1000] = "", back[1000];
	int sent = 0, received = 0, flags;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	while (try_sendv(&p, 0, data, sizeof(data), MSG_DONTWAIT) == sizeof(data))
		sent++;
	assert_int_equal(errno, EAGAIN);
	assert_true(sent > 10);
	peers_fails(sctp_send(p.client, data, sizeof(data),
			      &(struct sctp_sndrcvinfo){ .sinfo_assoc_id = p.client_id }, MSG_DONTWAIT),
		    EAGAIN);
	while (received < sent) {
		peers_await(p.server, POLLIN);
		flags = 0;
		assert_int_equal(sctp_recvmsg(p.server, back, sizeof(back), NULL, NULL, NULL, &flags), sizeof(back));
		received++;
	}
	peers_quiet(p.server);
}

static void connectx_on_a_non_blocking_socket_returns_einprogress_and_the_id(void **state)
{
	struct peers p;
	sctp_assoc_t id = 0;

	(void)state;
	peers_make(&p, AF_INET, SOCK_SEQPACKET, "127.0.0.1", "127.0.0.1");
	peers_ok(fcntl(p.client, F_SETFL, O_NONBLOCK));
	peers_fails(sctp_connectx(p.client, &p.server_addr.sa, 1, &id), EINPROGRESS);
	assert_int_not_equal(id, 0);
	assert_int_equal(id, sctp_getassocid(p.client, &p.server_addr.sa));
	peers_send(p.client, id, 0, "hello", 5); /* data may be given at once */
	peers_expect(p.listener, "hello", 5);
}

/* ---- threads ---- */

#define SENDERS 6
#define EACH 100

struct message {
	int sender, number;
};

static const struct peers *shared;
static int received_from[SENDERS];

static void *send_many(void *sender)
{
	for (int i = 0; i < EACH; i++) {
		struct message message = { (int)(intptr_t)sender, i };

		if (try_sendv(shared, message.sender, &message, sizeof(message), 0) != sizeof(message))
			return "sctp_sendv() failed";
	}
	return NULL;
}

static void *receive_many(void *unused)
{
	(void)unused;
	for (;;) {
		struct message message;
		struct iovec iov = { &message, sizeof(message) };
		struct sctp_rcvinfo info;
		socklen_t size = sizeof(info);
		unsigned int type;
		int flags = 0;
		int got = sctp_recvv(shared->server, &iov, 1, NULL, NULL, &info, &size, &type, &flags);

		if (got != sizeof(message) || type != SCTP_RECVV_RCVINFO || info.rcv_sid != message.sender)
			return got == 1 ? NULL : "a message without its own info"; /* one byte says that it is over */
		__atomic_fetch_add(&received_from[message.sender], 1, __ATOMIC_RELAXED);
	}
}

static void *ask_many(void *unused)
{
	(void)unused;
	for (int i = 0; i < EACH; i++) {
		struct sockaddr *addrs;
		struct sctp_status status;
		socklen_t size = sizeof(status);

		if (sctp_getpaddrs(shared->client, shared->client_id, &addrs) != 1)
			return "sctp_getpaddrs() failed";
		sctp_freepaddrs(addrs);
		if (sctp_opt_info(shared->client, shared->client_id, SCTP_STATUS, &status, &size) != 0 ||
		    status.sstat_assoc_id != shared->client_id)
			return "sctp_opt_info() failed";
	}
	return NULL;
}

static void threads_share_a_socket(void **state)
{
	struct peers p;
	const int one = 1;
	pthread_t senders[SENDERS], receivers[2], asker;
	void *complaint;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	peers_ok(setsockopt(p.server, IPPROTO_SCTP, SCTP_RECVRCVINFO, &one, sizeof(one)));
	shared = &p;
	memset(received_from, 0, sizeof(received_from));
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&receivers[i], NULL, receive_many, NULL), 0);
	for (intptr_t i = 0; i < SENDERS; i++)
		assert_int_equal(pthread_create(&senders[i], NULL, send_many, (void *)i), 0);
	assert_int_equal(pthread_create(&asker, NULL, ask_many, NULL), 0);
	for (int i = 0; i < SENDERS; i++) {
		assert_int_equal(pthread_join(senders[i], &complaint), 0);
		assert_null(complaint);
	}
	assert_int_equal(pthread_join(asker, &complaint), 0);
	assert_null(complaint);
	for (int i = 0; i < 2; i++)
		assert_int_equal(try_sendv(&p, 0, "", 1, 0), 1);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(receivers[i], &complaint), 0);
		assert_null(complaint);
	}
	for (int i = 0; i < SENDERS; i++)
		assert_int_equal(received_from[i], EACH);
}

/* ---- cancellation points ---- */

static void *block_in_recvmsg(void *unused)
{
	char data[10];

	(void)unused;
	sctp_recvmsg(shared->server, data, sizeof(data), NULL, NULL, NULL, NULL);
	return NULL;
}

static void *block_in_recvv(void *unused)
{
	char data[10];
	struct iovec iov = { data, sizeof(data) };

	(void)unused;
	sctp_recvv(shared->server, &iov, 1, NULL, NULL, NULL, NULL, NULL, NULL);
	return NULL;
}

static void *block_in_sendv(void *unused)
{
	char data[1000] = "";

	(void)unused;
	while (try_sendv(shared, 0, data, sizeof(data), 0) > 0)
		;
	return NULL;
}

static void *block_in_sendx(void *unused)
{
	char data[1000] = "";

	(void)unused;
	while (sctp_sendx(shared->client, data, sizeof(data), (struct sockaddr *)&shared->server_addr, 1, NULL, 0) > 0)
		;
	return NULL;
}

static void *block_in_sendmsg(void *unused)
{
	char data[1000] = "";

	(void)unused;
	while (sctp_sendmsg(shared->client, data, sizeof(data), (struct sockaddr *)&shared->server_addr,
			    sizeof(struct sockaddr_in), 0, 0, 0, 0, 0) > 0)
		;
	return NULL;
}

static void a_thread_that_waits_in_it_can_be_cancelled(void **state)
{
	void *(*const blocks[])(void *) = { block_in_recvmsg, block_in_recvv, block_in_sendv, block_in_sendx,
					    block_in_sendmsg };
	struct peers p;

	(void)state;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		pthread_t thread;
		void *result;

		peers_up(&p, AF_INET, SOCK_SEQPACKET);
		shared = &p;
		assert_int_equal(pthread_create(&thread, NULL, blocks[i], NULL), 0);
		usleep(PEERS_QUIET_MS * 1000);
		assert_int_equal(pthread_cancel(thread), 0);
		assert_int_equal(pthread_join(thread, &result), 0);
		assert_ptr_equal(result, PTHREAD_CANCELED);
		peers_close(p.client);
		peers_close(p.server);
	}
}

/* ---- signals ---- */

static void do_nothing(int number)
{
	(void)number;
}

static void on_signal(void (*handler)(int), int flags)
{
	const struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	peers_ok(sigaction(SIGUSR1, &action, NULL));
}

static volatile sig_atomic_t all_sent;

static void *send_signals(void *to)
{
	all_sent = 0;
	for (int i = 0; i < 200; i++) {
		usleep(1000);
		pthread_kill(*(pthread_t *)to, SIGUSR1);
	}
	all_sent = 1;
	return NULL;
}

static void a_signal_interrupts_waiting_with_eintr(void **state)
{
	struct peers p;
	char data[10];
	pthread_t self = pthread_self(), thread;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	on_signal(do_nothing, 0);
	assert_int_equal(pthread_create(&thread, NULL, send_signals, &self), 0);
	peers_fails(sctp_recvmsg(p.server, data, sizeof(data), NULL, NULL, NULL, NULL), EINTR);
	pthread_join(thread, NULL);
}

static volatile sig_atomic_t in_handler, handler_failed;

static void send_and_ask(int number)
{
	const int saved_errno = errno;
	const struct message message = { 1, in_handler };
	struct sctp_status status;
	socklen_t size = sizeof(status);

	(void)number;
	if (try_sendv(shared, 1, &message, sizeof(message), 0) != sizeof(message) ||
	    sctp_opt_info(shared->client, shared->client_id, SCTP_STATUS, &status, &size) != 0 ||
	    status.sstat_assoc_id != shared->client_id ||
	    sctp_getassocid(shared->client, (struct sockaddr *)&shared->server_addr) != shared->client_id)
		handler_failed = 1;
	in_handler++;
	errno = saved_errno;
}

static void handlers_may_call_what_they_interrupt(void **state)
{
	struct peers p;
	pthread_t self = pthread_self(), thread, receiver;
	const int one = 1;
	void *complaint;
	int sent = 0;

	(void)state;
	peers_up(&p, AF_INET, SOCK_SEQPACKET);
	peers_ok(setsockopt(p.server, IPPROTO_SCTP, SCTP_RECVRCVINFO, &one, sizeof(one)));
	shared = &p;
	in_handler = handler_failed = 0;
	memset(received_from, 0, sizeof(received_from));
	assert_int_equal(pthread_create(&receiver, NULL, receive_many, NULL), 0);
	on_signal(send_and_ask, SA_RESTART);
	assert_int_equal(pthread_create(&thread, NULL, send_signals, &self), 0);
	all_sent = 0;
	while (!all_sent) { /* not so many signals: those that come at once are one */
		const struct message message = { 0, sent };

		assert_int_equal(try_sendv(&p, 0, &message, sizeof(message), 0), sizeof(message));
		sent++;
	}
	pthread_join(thread, NULL);
	on_signal(do_nothing, SA_RESTART);
	assert_int_equal(try_sendv(&p, 0, "", 1, 0), 1);
	assert_int_equal(pthread_join(receiver, &complaint), 0);
	assert_null(complaint);
	assert_int_equal(handler_failed, 0);
	assert_true(in_handler > 0);
	assert_int_equal(received_from[0], sent);
	/* stream 1 may still be on its way when stream 0 has ended: streams have no order between them */
	assert_true(received_from[1] <= in_handler);
}

static void a_child_uses_the_sockets_that_it_inherited(void **state)
{
	struct peers p;
	int how;
	pid_t child;

	(void)state;
	peers_up(&p, AF_INET6, SOCK_SEQPACKET);
	child = fork();
	if (child == 0)
		_exit(try_sendv(&p, 2, "child", 5, 0) == 5 ? 0 : 1);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(how, 0);
	peers_expect(p.server, "child", 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PEERS_TEST(receiving_from_an_empty_socket_fails_with_eagain),
		PEERS_TEST(sending_to_a_full_socket_fails_with_eagain_and_loses_nothing),
		PEERS_TEST(connectx_on_a_non_blocking_socket_returns_einprogress_and_the_id),
		PEERS_TEST(threads_share_a_socket),
		PEERS_TEST(a_thread_that_waits_in_it_can_be_cancelled),
		PEERS_TEST(a_signal_interrupts_waiting_with_eintr),
		PEERS_TEST(handlers_may_call_what_they_interrupt),
		PEERS_TEST(a_child_uses_the_sockets_that_it_inherited),
	};

	return peers_main(tests);
}
