/* SPDX-License-Identifier: MIT
 *
 * What the tables must be by themselves: names and numbers once, fields one behind the other.
 */
#include "tests/tables_checks.h"

/* No two rows with one name, nor with one number. */
#define CHECK_UNIQUE(table, condition)                                                                       \
	do {                                                                                                 \
		for (__auto_type a = (table); a->name; a++)                                                  \
			for (__auto_type b = a + 1; b->name; b++)                                            \
				if (same(a->name, b->name) || (condition))                                   \
					complain("%s, %s: one name or number twice", a->name, b->name);      \
	} while (0)

void check_unique(void)
{
	CHECK_UNIQUE(table_sockopts, a->number >= b->number);
	CHECK_UNIQUE(table_cmsgs, a->number >= b->number);
	CHECK_UNIQUE(table_infos, a->direction == b->direction && a->number >= b->number);
	CHECK_UNIQUE(table_notifications, a->number >= b->number);
	CHECK_UNIQUE(table_ppids, a->number >= b->number);
	CHECK_UNIQUE(table_payloads, false);
	CHECK_UNIQUE(table_sets, false);
	CHECK_UNIQUE(table_alsos, false);
	CHECK_UNIQUE(table_aliases, false);
}

static void check_field(const struct table_payload *payload, const struct table_field *field)
{
	const struct table_field *next = field + 1;

	if (field->payload != payload)
		complain("%s: stands in %s", field->name, payload->name);
	if (next->name && field->offset + field->size > next->offset)
		complain("%s.%s: reaches into the next field", payload->name, field->name);
	if (field->tail ? next->name != NULL : field->offset + field->size > payload->size)
		complain("%s.%s: not where it can be", payload->name, field->name);
	if (field->inner && field->inner->size != field->size)
		complain("%s.%s: its structure has another size", payload->name, field->name);
	if (field->count) {
		const struct table_field *count = table_field(payload, field->count, NULL);

		if (!count || (count->unit != UNIT_COUNT && count->unit != UNIT_BYTES))
			complain("%s.%s: counted by %s", payload->name, field->name, field->count);
	}
}

/* A structure that has a number of something, or the length of a key, counts the array at its end with it. */
static void check_counts(const struct table_payload *payload, const struct table_field *field)
{
	bool counted = false;

	for (const struct table_field *count = payload->fields; count->name; count++)
		counted |= strstr(count->name, "_num") || strstr(count->name, "keylength");
	if (field->tail && counted != (field->count != NULL))
		complain("%s.%s: counted or not", payload->name, field->name);
}

static bool payload_is_used(const struct table_payload *payload)
{
	for (const struct table_sockopt *row = table_sockopts; row->name; row++)
		if (row->payload == payload)
			return true;
	for (const struct table_also *row = table_alsos; row->name; row++)
		if (row->payload == payload)
			return true;
	for (const struct table_info *row = table_cmsgs; row->name; row++)
		if (row->payload == payload)
			return true;
	for (const struct table_info *row = table_infos; row->name; row++)
		if (row->payload == payload)
			return true;
	for (const struct table_notification *row = table_notifications; row->name; row++)
		if (row->payload == payload)
			return true;
	for (const struct table_payload *outer = table_payloads; outer->name; outer++)
		for (const struct table_field *field = outer->fields; field->name; field++)
			if (field->inner == payload)
				return true;
	/* Of socket diagnostics; the first bytes of all notifications. */
	return same(payload->name, "sctp_info") || same(payload->name, "sctp_tlv");
}

void check_fields(void)
{
	for (const struct table_payload *payload = table_payloads; payload->name; payload++) {
		if (!payload->fields->name)
			complain("%s has no field", payload->name);
		if (!payload_is_used(payload))
			complain("nothing has the payload %s", payload->name);
		for (const struct table_field *field = payload->fields; field->name; field++) {
			check_field(payload, field);
			check_counts(payload, field);
		}
	}
}

void check_ids(void)
{
	for (const struct table_sockopt *option = table_sockopts; option->name; option++) {
		const struct table_field *id;

		if (!option->id)
			continue;
		id = table_field(option->payload, option->id, NULL);
		if (!id || id->unit != UNIT_ASSOC || id->tail)
			complain("%s: %s is no association id", option->name, option->id);
	}
}
