/* SPDX-License-Identifier: MIT
 *
 * The sockets on which tests/probe_sockopts.c tries options: fresh ones, or connected ones with something for
 * every option to find. What cannot be set up ends the program.
 */
#pragma once

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <stdbool.h>

struct stage {
	int type;  /* SOCK_STREAM, or SOCK_SEQPACKET */
	bool live; /* connected: of one-to-many style with two associations, and a third that is gone */
	int fd, listeners[3], accepted[3];
	struct sockaddr_in local, peer_a, peer_b;
	sctp_assoc_t a, b, dead; /* as fd knows them */
	bool dirty;		 /* something has worked since it was built or mended */
};

/* Make the sockets of a stage whose type and live are set. */
void stage_build(struct stage *stage);

/* Make it as new, if it is dirty: what has worked must not show in what is asked next. Ids and addresses
 * change. */
void stage_mend(struct stage *stage);

/* Close all of it, and every descriptor above. */
void stage_strike(struct stage *stage);

/* A system call's result that must not be negative. */
int stage_ok(int rc, const char *what);
