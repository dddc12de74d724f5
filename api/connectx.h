/* SPDX-License-Identifier: MIT */
#pragma once

#include <netinet/sctp.h>

/* sctp_connectx() for the library's own callers, who must not meet another library's. */
int libsctp_connectx(int sd, const struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);
