/* SPDX-License-Identifier: MIT
 *
 * The ancillary data of one message to be sent, built in place on the caller's stack.
 */
#pragma once

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <string.h>

/* The most further addresses that travel as ancillary data; a longer list goes through connectx. */
#define CONTROL_ADDRS 64

union control {
	size_t align;
	char bytes[CMSG_SPACE(sizeof(struct sctp_sndinfo)) + CMSG_SPACE(sizeof(struct sctp_prinfo)) +
		   CMSG_SPACE(sizeof(struct sctp_authinfo)) + CONTROL_ADDRS * CMSG_SPACE(sizeof(struct in6_addr))];
};

/*
 * Put an item at *end, move *end behind it, and return where its data goes. The padding behind the data is zeroed:
 * the kernel reads it.
 */
static inline void *control_add(char **end, int type, size_t data_size)
{
	struct cmsghdr *item = (struct cmsghdr *)(void *)*end;
	char *data = *end + CMSG_LEN(0);

	item->cmsg_len = CMSG_LEN(data_size);
	item->cmsg_level = IPPROTO_SCTP;
	item->cmsg_type = type;
	memset(data + data_size, 0, CMSG_SPACE(data_size) - CMSG_LEN(data_size));
	*end += CMSG_SPACE(data_size);
	return data;
}
