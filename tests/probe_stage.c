/* SPDX-License-Identifier: MIT
 *
 * The sockets on which options are tried: see probe_stage.h. Only here are options set by their names, those
 * of <linux/sctp.h>.
 */
#include "tests/probe_stage.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_MS 5000

static void die(const char *what)
{
	fprintf(stderr, "probe_sockopts: %s: %s\n", what, strerror(errno));
	exit(1);
}

int stage_ok(int rc, const char *what)
{
	if (rc < 0)
		die(what);
	return rc;
}

static struct sockaddr_in bound(int fd)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(addr);

	stage_ok(bind(fd, (struct sockaddr *)&addr, size), "bind");
	stage_ok(getsockname(fd, (struct sockaddr *)&addr, &size), "getsockname");
	return addr;
}

static sctp_assoc_t id_of(int fd, const struct sockaddr_in *peer)
{
	struct sctp_paddrinfo info = { .spinfo_assoc_id = 0 };
	socklen_t size = sizeof(info);

	memcpy(&info.spinfo_address, peer, sizeof(*peer));
	stage_ok(getsockopt(fd, IPPROTO_SCTP, SCTP_GET_PEER_ADDR_INFO, &info, &size), "PEER_ADDR_INFO");
	return info.spinfo_assoc_id;
}

static bool alive(int fd, sctp_assoc_t id)
{
	struct sctp_status status = { .sstat_assoc_id = id };
	socklen_t size = sizeof(status);

	return getsockopt(fd, IPPROTO_SCTP, SCTP_STATUS, &status, &size) == 0 &&
	       status.sstat_state == SCTP_ESTABLISHED;
}

/* Keys 1 and 2, so that there is something to activate, deactivate and delete. False if the stage is past
 * that. */
static bool give_keys(const struct stage *stage)
{
	static const char secret[] = "secret";
	char bytes[sizeof(struct sctp_authkey) + sizeof(secret)] = { 0 };
	struct sctp_authkey key = { .sca_assoc_id = stage->type == SOCK_STREAM ? 0 : SCTP_ALL_ASSOC,
				    .sca_keylength = sizeof(secret) };

	for (key.sca_keynumber = 1; key.sca_keynumber <= 2; key.sca_keynumber++) {
		memcpy(bytes, &key, sizeof(key));
		memcpy(bytes + sizeof(key), secret, sizeof(secret));
		if (setsockopt(stage->fd, IPPROTO_SCTP, SCTP_AUTH_KEY, bytes, sizeof(bytes)) < 0)
			return false;
	}
	return true;
}

static int new_socket(int type)
{
	struct sctp_initmsg init = { .sinit_num_ostreams = 64, .sinit_max_instreams = 64 };
	struct sctp_assoc_value reconf = { .assoc_value = 7 };
	int fd = stage_ok(socket(AF_INET, type, IPPROTO_SCTP), "socket");

	stage_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &init, sizeof(init)), "SCTP_INITMSG");
	stage_ok(setsockopt(fd, IPPROTO_SCTP, SCTP_ENABLE_STREAM_RESET, &reconf, sizeof(reconf)), "RESET");
	return fd;
}

static struct sockaddr_in new_listener(struct stage *stage, int i)
{
	struct sockaddr_in addr;

	stage->listeners[i] = new_socket(stage->type);
	addr = bound(stage->listeners[i]);
	stage_ok(listen(stage->listeners[i], 5), "listen");
	return addr;
}

static void join(struct stage *stage, int i, const struct sockaddr_in *peer)
{
	stage_ok(connect(stage->fd, (const struct sockaddr *)peer, sizeof(*peer)), "connect");
	if (stage->type == SOCK_STREAM)
		stage->accepted[i] = stage_ok(accept(stage->listeners[i], NULL, NULL), "accept");
}

/* The dead association is made first: its id is the smallest, and small numbers are the likeliest
 * mistakes. */
static void join_all(struct stage *stage)
{
	stage->local = bound(stage->fd);
	if (stage->type == SOCK_SEQPACKET) {
		struct sockaddr_in gone = new_listener(stage, 2);

		join(stage, 2, &gone);
		stage->dead = id_of(stage->fd, &gone);
		close(stage->listeners[2]);
		stage->listeners[2] = -1;
		for (int waited = 0; alive(stage->fd, stage->dead) && waited < WAIT_MS; waited++)
			poll(NULL, 0, 1);
		stage->peer_b = new_listener(stage, 1);
		join(stage, 1, &stage->peer_b);
		stage->b = id_of(stage->fd, &stage->peer_b);
	}
	join(stage, 0, &stage->peer_a);
	stage->a = id_of(stage->fd, &stage->peer_a);
}

void stage_build(struct stage *stage)
{
	int on = 1;

	for (int i = 0; i < 3; i++)
		stage->listeners[i] = stage->accepted[i] = -1;
	stage->a = stage->b = stage->dead = 0;
	stage->dirty = false;
	stage->fd = new_socket(stage->type);
	stage->peer_a = new_listener(stage, 0);
	stage->local = stage->peer_a;
	stage->local.sin_port = 0;
	/* Without it interleaving may not be touched. */
	stage_ok(setsockopt(stage->fd, IPPROTO_SCTP, SCTP_FRAGMENT_INTERLEAVE, &on, sizeof(on)), "LEAVE");
	if (stage->live)
		join_all(stage);
	if (!give_keys(stage))
		die("SCTP_AUTH_KEY");
	stage_ok(fcntl(stage->fd, F_SETFL, O_NONBLOCK), "fcntl");
}

void stage_strike(struct stage *stage)
{
	/* Higher descriptors are what peel-off left behind. */
	close_range((unsigned int)stage->fd, ~0U, 0);
}

void stage_mend(struct stage *stage)
{
	if (!stage->dirty)
		return;
	stage->dirty = false;
	if (!stage->live || !alive(stage->fd, stage->a) ||
	    (stage->type == SOCK_SEQPACKET && !alive(stage->fd, stage->b)) || !give_keys(stage)) {
		stage_strike(stage);
		stage_build(stage);
	}
}
