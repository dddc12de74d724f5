/* SPDX-License-Identifier: MIT
 *
 * sctp_peeloff() (RFC 6458 9.2) and Linux's sctp_peeloff_flags(): socket options that return a descriptor.
 */
#include <netinet/sctp.h>

int sctp_peeloff(int sd, sctp_assoc_t assoc_id)
{
	sctp_peeloff_arg_t arg = { .associd = assoc_id };
	socklen_t size = sizeof(arg);

	if (getsockopt(sd, IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF, &arg, &size) < 0)
		return -1;
	return arg.sd;
}

int sctp_peeloff_flags(int sd, sctp_assoc_t assoc_id, unsigned flags)
{
	sctp_peeloff_flags_arg_t arg = { .p_arg.associd = assoc_id, .flags = flags };
	socklen_t size = sizeof(arg);

	if (getsockopt(sd, IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF_FLAGS, &arg, &size) < 0)
		return -1;
	return arg.p_arg.sd;
}
