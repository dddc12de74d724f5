/* SPDX-License-Identifier: MIT
 *
 * sctp_connectx() (RFC 6458 9.9) in the three forms that lksctp-tools has had, each bound by some program:
 *
 *   no version, VERS_1   three arguments, returns 0 or -1           SCTP_SOCKOPT_CONNECTX_OLD
 *   VERS_2               and the association's id                   SCTP_SOCKOPT_CONNECTX
 *   VERS_3 (default)     the id also with EINPROGRESS               SCTP_SOCKOPT_CONNECTX3
 *
 * The versions are assembler directives, which link-time optimisation drops: the Makefile compiles this file
 * without it. libsctp.a has the last form alone, under its plain name.
 */
#include "api/addrs.h"
#include "api/connectx.h"

int libsctp_connectx(int sd, const struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id)
{
	struct sctp_getaddrs_old arg = { .addrs = (struct sockaddr *)addrs };
	socklen_t arg_size = sizeof(arg);
	int size = libsctp_addrs_size(addrs, addrcnt);
	int rc;

	if (size < 0)
		return addrs_error(-size);
	arg.addr_num = size; /* in bytes, whatever its name says */
	rc = getsockopt(sd, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3, &arg, &arg_size);
	/* Linux stores the id over its input, and only if the setup has begun. */
	if (id && (rc == 0 || errno == EINPROGRESS))
		*id = arg.assoc_id;
	return rc;
}

#ifdef SYMBOL_VERSIONS

#define VERSION(function, versioned) __asm__(".symver " #function ", " versioned)

/* Assembler versions need these to be global; the version script keeps them from being exported. */
int connectx_vers1(int sd, struct sockaddr *addrs, int addrcnt);
int connectx_base(int sd, struct sockaddr *addrs, int addrcnt);
int connectx_vers2(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);
int connectx_vers3(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);

static int setsockopt_addrs(int sd, int option, const struct sockaddr *addrs, int addrcnt)
{
	int size = libsctp_addrs_size(addrs, addrcnt);

	if (size < 0)
		return addrs_error(-size);
	return setsockopt(sd, IPPROTO_SCTP, option, addrs, (socklen_t)size);
}

int connectx_vers1(int sd, struct sockaddr *addrs, int addrcnt)
{
	return setsockopt_addrs(sd, SCTP_SOCKOPT_CONNECTX_OLD, addrs, addrcnt);
}
VERSION(connectx_vers1, "sctp_connectx@VERS_1");

#ifndef NO_BASE_VERSION
int connectx_base(int sd, struct sockaddr *addrs, int addrcnt)
{
	return connectx_vers1(sd, addrs, addrcnt);
}
VERSION(connectx_base, "sctp_connectx@");
#endif

int connectx_vers2(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id)
{
	int rc = setsockopt_addrs(sd, SCTP_SOCKOPT_CONNECTX, addrs, addrcnt);

	if (id)
		*id = rc > 0 ? rc : 0; /* this option returns the id */
	return rc > 0 ? 0 : rc;
}
VERSION(connectx_vers2, "sctp_connectx@VERS_2");

int connectx_vers3(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id)
{
	return libsctp_connectx(sd, addrs, addrcnt, id);
}
VERSION(connectx_vers3, "sctp_connectx@@VERS_3");

#else

int sctp_connectx(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id)
{
	return libsctp_connectx(sd, addrs, addrcnt, id);
}

#endif
