/* SPDX-License-Identifier: MIT */
#pragma once

#include <netinet/sctp.h>

/* sctp_getassocid() for the library's own callers, who must not meet another library's. */
sctp_assoc_t libsctp_getassocid(int sd, const struct sockaddr *addr);
