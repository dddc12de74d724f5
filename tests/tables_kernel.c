/* SPDX-License-Identifier: MIT
 *
 * Whether the tables agree with what tests/probe_sockopts saw of a kernel: tests/data/kernel-6.1.tsv, or sees
 * now.
 */
#include "tests/tables_checks.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum seen_field {
	SEEN_NUMBER,
	SEEN_STYLE,
	SEEN_STATE,
	SEEN_CALL,
	SEEN_ANSWER,
	SEEN_LENGTHS,
	SEEN_RETURNED,
	SEEN_ID,
	SEEN_FIELDS
};

#define SEEN_MAX 400 /* the longest buffer that the probe tries */

/* What Linux does in its own way. Seen in 6.1, and in net/sctp/socket.c of later ones. */
static const struct {
	int number;
	const char *call;
	bool any_length, says_no_length;
} seen_oddities[] = {
	{ .number = 11, .call = "get", .any_length = true },	  /* SCTP_EVENTS: as many as asked for */
	{ .number = 11, .call = "set", .any_length = true },	  /* the other subscriptions stay off */
	{ .number = 112, .call = "get", .any_length = true },	  /* SCTP_GET_ASSOC_STATS: so, from 4 on */
	{ .number = 20, .call = "get", .says_no_length = true },  /* SCTP_MAX_BURST leaves the length alone */
	{ .number = 116, .call = "get", .says_no_length = true }, /* SCTP_PR_STREAM_STATUS does, too */
};

static bool seen_is(const struct tsv_row *row, int column, const char *text)
{
	return strcmp(row->field[column], text) == 0;
}

static bool seen_odd(const struct tsv_row *row, bool length)
{
	for (size_t i = 0; i < sizeof(seen_oddities) / sizeof(seen_oddities[0]); i++)
		if (atoi(row->field[SEEN_NUMBER]) == seen_oddities[i].number &&
		    seen_is(row, SEEN_CALL, seen_oddities[i].call))
			return length ? seen_oddities[i].any_length : seen_oddities[i].says_no_length;
	return false;
}

/* Take the next range of '4,8-12,16-'; false at the end. */
static bool seen_range(const char **lengths, long *first, long *last)
{
	char *end;

	if (!isdigit((unsigned char)**lengths))
		return false;
	*first = *last = strtol(*lengths, &end, 10);
	if (*end == '-')
		*last = isdigit((unsigned char)end[1]) ? strtol(end + 1, &end, 10) : (end++, SEEN_MAX);
	*lengths = end + (*end == ',');
	return true;
}

/* The size of form number i of an option: its own, those of before it grew, and others that Linux takes as
 * well. */
static long seen_form(const struct table_sockopt *option, int i)
{
	const struct table_grew *grew = option->payload ? option->payload->grew : NULL;

	if (i-- == 0)
		return option->payload ? option->payload->size : 4;
	for (; grew && grew->version; grew++)
		if (i-- == 0)
			return grew->size;
	for (const struct table_also *also = table_alsos; also->name; also++)
		if (same(also->name, option->name) && i-- == 0)
			return also->payload ? also->payload->size : 4;
	return -1;
}

static const struct table_field *seen_tail(const struct table_payload *payload)
{
	const struct table_field *field = payload ? payload->fields : NULL;

	while (field && field->name && !field->tail)
		field++;
	return field && field->name ? field : NULL;
}

/* A structure of fixed size: the lengths that work begin at its forms' sizes, and each of the forms works. */
static void seen_check_forms(const struct table_sockopt *option, const struct tsv_row *row)
{
	const char *lengths = row->field[SEEN_LENGTHS], *at = lengths;
	long first, last, size;
	int i;

	while (seen_range(&at, &first, &last)) {
		for (i = 0; (size = seen_form(option, i)) >= 0 && size != first; i++)
			;
		if (size < 0)
			complain("%s: Linux takes %ld bytes to %s it", option->name, first,
				 row->field[SEEN_CALL]);
	}
	for (i = 0; (size = seen_form(option, i)) >= 0; i++) {
		for (at = lengths; seen_range(&at, &first, &last) && (size < first || size > last);)
			;
		if (size < first || size > last)
			complain("%s: Linux does not take %ld bytes to %s it", option->name, size,
				 row->field[SEEN_CALL]);
	}
	/* The options of functions return what they like: CONNECTX3 the association id alone. */
	if (seen_is(row, SEEN_CALL, "get") && !seen_odd(row, false) && !(option->access & ACCESS_CALL) &&
	    atoi(row->field[SEEN_RETURNED]) != (option->payload ? option->payload->size : 4))
		complain("%s: Linux returns %s bytes", option->name, row->field[SEEN_RETURNED]);
}

/* An array at the end: the shortest that works holds a whole number of elements behind the rest. */
static void seen_check_tail(const struct table_sockopt *option, const struct table_field *tail,
				   const struct tsv_row *row)
{
	long shortest = atol(row->field[SEEN_LENGTHS]) - option->payload->size;

	if (shortest < 0 || shortest % tail->size != 0)
		complain("%s: Linux takes %s bytes", option->name, row->field[SEEN_LENGTHS]);
}

static void seen_check_id(const struct table_sockopt *option, const struct tsv_row *row)
{
	char wanted[16] = "-";
	size_t offset = 0;

	if (option->unit == UNIT_ASSOC || (option->id && table_field(option->payload, option->id, &offset)))
		snprintf(wanted, sizeof(wanted), "%zu", offset);
	if (seen_is(row, SEEN_STYLE, "many") && seen_is(row, SEEN_STATE, "live") &&
	    !seen_is(row, SEEN_ID, wanted))
		complain("%s: Linux reads the association id at offset %s, not %s", option->name,
			 row->field[SEEN_ID], wanted);
}

/* The table's rows by the kernel's: access, and size and association id of what worked. */
static void seen_check(const struct tsv *seen)
{
	TSV_EACH(row, seen) {
		const struct table_sockopt *option = table_sockopt(atoi(row->field[SEEN_NUMBER]));
		enum table_access access = seen_is(row, SEEN_CALL, "get") ? ACCESS_RO : ACCESS_WO;
		const struct table_field *tail;

		if (!option) {
			complain("Linux has an option %s", row->field[SEEN_NUMBER]);
			continue;
		}
		if (!seen_is(row, SEEN_ANSWER, "EOPNOTSUPP") && !(option->access & access))
			complain("%s: Linux answers %s", option->name, row->field[SEEN_CALL]);
		if (!seen_is(row, SEEN_ANSWER, "ok"))
			continue;
		tail = seen_tail(option->payload);
		if (tail)
			seen_check_tail(option, tail, row);
		else if (option->unit != UNIT_ADDRS && !seen_odd(row, true))
			seen_check_forms(option, row);
		seen_check_id(option, row);
	}
}

/* The kernel's answers by the table's rows: what the table says can be read or written can be. */
void check_kernel_says(const struct tsv *seen)
{
	seen_check(seen);
	for (const struct table_sockopt *option = table_sockopts; option->name; option++) {
		for (int get = 0; get < 2; get++) {
			bool served = false;

			TSV_EACH(row, seen)
				if (atoi(row->field[SEEN_NUMBER]) == option->number &&
				    seen_is(row, SEEN_CALL, get ? "get" : "set") &&
				    !seen_is(row, SEEN_ANSWER, "EOPNOTSUPP"))
					served = true;
			if ((option->access & (get ? ACCESS_RO : ACCESS_WO)) && !served)
				complain("%s: Linux does not %s it", option->name, get ? "get" : "set");
		}
	}
}

void check_kernel(void)
{
	check_kernel_says(TSV("kernel-6.1.tsv", SEEN_FIELDS));
}
