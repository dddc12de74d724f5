/* SPDX-License-Identifier: MIT
 *
 * For tests/kernel_sockopts.c: a connected socket on which every option of the table can be tried, and what
 * goes into the option. What cannot be set up fails the test.
 */
#pragma once

#include "tests/peers.h"

#include "api/tables.h"

/* A connected socket; one of one-to-many style has two associations, and had a third. */
struct stage {
	int type, fd;
	union peers_addr local, peer_a, peer_b;
	sctp_assoc_t a, b, dead;
};
void stage_up(struct stage *stage, int type);

#define VALUE_ROOM 512

struct value {
	char bytes[VALUE_ROOM];
	socklen_t size;
};

/* A question to getsockopt(), or the value of an option that can only be set, for that association and
 * address (NULL: none). size is the table's; VALUE_ROOM where an array follows that is to be read. */
struct value value_for(const struct table_sockopt *option, sctp_assoc_t id, const union peers_addr *addr);

/* The size of an option's value in the table, without the array at its end if it has one. */
socklen_t value_size(const struct table_sockopt *option);
bool value_has_tail(const struct table_sockopt *option);

/* getsockopt() and setsockopt() with it. */
int value_get(const struct stage *stage, const struct table_sockopt *option, struct value *value);
int value_set(const struct stage *stage, const struct table_sockopt *option, const struct value *value);
