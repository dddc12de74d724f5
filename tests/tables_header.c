/* SPDX-License-Identifier: MIT
 *
 * Whether every constant, structure and member of <linux/sctp.h> and netinet/sctp.h is in a table.
 */
#include "tests/tables_checks.h"

#include "tests/header.h"

bool header_has(const char *name)
{
	const struct header *header = header_read();

	for (int i = 0; i < header->constant_count; i++)
		if (same(header->constants[i], name))
			return true;
	return false;
}

/* The value of any set with that name. */
const struct table_value *value_anywhere(const char *name)
{
	for (const struct table_set *set = table_sets; set->name; set++) {
		const struct table_value *value = table_value_named(set, name);

		if (value)
			return value;
	}
	return NULL;
}

/* By the type with or without 'struct'. */
static bool is_of_type(const struct table_payload *payload, const char *name)
{
	const char *type = payload->type;

	return same(type, name) || (strncmp(type, "struct ", 7) == 0 && same(type + 7, name));
}

const struct table_payload *payload_of_type(const char *name)
{
	for (const struct table_payload *payload = table_payloads; payload->name; payload++)
		if (is_of_type(payload, name))
			return payload;
	return NULL;
}

/* Constants that move with the kernel's version, or are another name of the first of many. */
static bool is_bound(const char *name)
{
	size_t length = strlen(name);

	return (length > 4 && same(name + length - 4, "_MAX")) || same(name, "SCTP_SN_TYPE_BASE");
}

void check_constants(void)
{
	const struct header *header = header_read();

	for (int i = 0; i < header->constant_count; i++) {
		const char *name = header->constants[i];

		if (strncmp(name, "SCTP_", 5) != 0 && strncmp(name, "SPP_", 4) != 0 &&
		    strncmp(name, "MSG_", 4) != 0)
			continue;
		if (!is_bound(name) && !table_sockopt_named(name) && !table_cmsg_named(name) &&
		    !table_info_named(name) && !table_notification_named(name) && !value_anywhere(name))
			complain("%s is in no table", name);
	}
}

static void check_members_of(const struct table_payload *payload, const struct header_struct *record)
{
	const struct table_field *field = payload->fields;

	for (int i = 0; i < record->count; i++, field += field->name != NULL)
		if (!field->name || !same(field->name, record->members[i]))
			complain("%s: the member %s of the header is not there, or not in its place",
				 payload->name, record->members[i]);
	if (field->name)
		complain("%s: the header has no member %s", payload->name, field->name);
}

void check_structures(void)
{
	const struct header *header = header_read();

	for (int i = 0; i < header->struct_count; i++) {
		const struct header_struct *record = &header->structs[i];

		if (!record->is_union && !payload_of_type(record->name))
			complain("%s is no payload", record->name);
		for (const struct table_payload *payload = table_payloads; payload->name; payload++)
			if (is_of_type(payload, record->name))
				check_members_of(payload, record);
	}
}

static void check_members(const char *structure, const char *except, bool subscriptions)
{
	const struct header *header = header_read();
	int found = 0;

	for (int i = 0; i < header->struct_count; i++) {
		const struct header_struct *record = &header->structs[i];

		for (int j = 0; same(record->name, structure) && j < record->count; j++) {
			const char *member = record->members[j];
			int rows = 0;

			for (const struct table_notification *row = table_notifications; row->name; row++) {
				const char *ours = subscriptions ? row->subscribe : row->member;

				rows += ours && same(ours, member);
			}
			found++;
			if (rows != !same(member, except))
				complain("%s of %s has %d notifications", member, structure, rows);
		}
	}
	if (!found)
		complain("the header has no %s", structure);
}

void check_unions(void)
{
	check_members("sctp_notification", "sn_header", false);
	check_members("sctp_event_subscribe", "", true);
}

void check_aliases(void)
{
	for (const struct table_alias *alias = table_aliases; alias->name; alias++)
		if (!header_has(alias->name) || (!table_sockopt_named(alias->name) &&
						 !table_notification_named(alias->name)))
			complain("%s is no other name of %s", alias->name, alias->of);
}
