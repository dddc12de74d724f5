/* SPDX-License-Identifier: MIT
 *
 * Sections, access, association ids, structures and their growth: by tests/data/rfc6458.tsv, structures.tsv
 * and members-since.tsv.
 */
#include "tests/tables_checks.h"

#include <ctype.h>
#include <stdlib.h>

struct function {
	const char *name, *section, *what;
};
static const struct function functions[] = {
#define FUNCTION(name, section, node, type, parameters, what) { #name, section, what },
#define OLD_FORM(...)
#include "api/def/functions.def"
	{ 0 }
#undef FUNCTION
#undef OLD_FORM
};

static const struct function *function_named(const char *name)
{
	for (const struct function *function = functions; function->name; function++)
		if (same(function->name, name))
			return function;
	return NULL;
}

enum { RFC_SECTION, RFC_NAME, RFC_KIND, RFC_DEPRECATED, RFC_ACCESS, RFC_OPT_INFO, RFC_FIELDS };

static const struct tsv *rfc(void)
{
	return TSV("rfc6458.tsv", RFC_FIELDS);
}

/* Every row of the file with that name and kind; one of them must have our section. */
static void check_rfc_row(const char *name, const char *kind, const char *section, const char *access,
			  bool id, const char *what)
{
	bool section_right = false, found = false;

	TSV_EACH(row, rfc()) {
		if (!same(row->field[RFC_NAME], name) || !same(row->field[RFC_KIND], kind))
			continue;
		found = true;
		section_right |= same(row->field[RFC_SECTION], section);
		if (!same(row->field[RFC_ACCESS], access))
			complain("%s: %s, not %s", name, row->field[RFC_ACCESS], access);
		if (!same(row->field[RFC_OPT_INFO], "-") && same(row->field[RFC_OPT_INFO], "y") != id)
			complain("%s: association id %d", name, id);
		if (isdigit((unsigned char)*section) &&
		    same(row->field[RFC_DEPRECATED], "y") != (strstr(what, "(deprecated: ") != NULL))
			complain("%s: deprecated %s", name, row->field[RFC_DEPRECATED]);
	}
	if (!found)
		complain("%s: not in rfc6458.tsv", name);
	else if (!section_right)
		complain("%s: section %s", name, section);
}

static const char *const access_words[] = {
	[ACCESS_NA] = "none",	    [ACCESS_RO] = "get",	   [ACCESS_WO] = "set",
	[ACCESS_RW] = "get+set",    [ACCESS_RO_CALL] = "get+call", [ACCESS_WO_CALL] = "set+call",
};
static const char *const direction_words[] = {
	[DIRECTION_SEND] = "send", [DIRECTION_RECV] = "recv", [DIRECTION_BOTH] = "both"
};

void check_rfc(void)
{
	for (const struct table_sockopt *row = table_sockopts; row->name; row++)
		check_rfc_row(row->name, "sockopt", row->section, access_words[row->access],
			      row->id && (row->access & ACCESS_RO), row->what);
	for (const struct table_info *row = table_cmsgs; row->name; row++)
		check_rfc_row(row->name, "cmsg", row->section, direction_words[row->direction], false,
			      row->what);
	for (const struct table_notification *row = table_notifications; row->name; row++)
		check_rfc_row(row->name, "notification", row->section, "-", false, row->what);
	for (const struct function *row = functions; row->name; row++)
		check_rfc_row(row->name, "func", row->section, "-", false, row->what);
	for (const struct table_info *row = table_infos; row->name; row++) {
		bool send = strncmp(row->name, "SCTP_SENDV_", 11) == 0;

		if (row->direction != (send ? DIRECTION_SEND : DIRECTION_RECV))
			complain("%s: direction", row->name);
		check_rfc_row(send ? "sctp_sendv" : "sctp_recvv", "func", row->section, "-", false, "");
	}
}

/* What Linux lacks has no constant in the header, and no row. */
void check_rfc_complete(void)
{
	TSV_EACH(row, rfc()) {
		const char *name = row->field[RFC_NAME], *kind = row->field[RFC_KIND];
		bool found = same(kind, "sockopt")	? table_sockopt_named(name) != NULL :
			     same(kind, "cmsg")		? table_cmsg_named(name) != NULL :
			     same(kind, "notification") ? table_notification_named(name) != NULL :
			     same(kind, "flag")		? value_anywhere(name) != NULL :
							  function_named(name) != NULL;

		if (!found && (same(kind, "func") || header_has(name)))
			complain("%s: no %s of ours", name, kind);
	}
}

enum { STRUCT_NAME, STRUCT_TAG, STRUCT_ID, STRUCT_SOURCE, STRUCT_FIELDS };

static void check_structure(const char *name, const struct table_payload *payload, const char *id)
{
	/* The first of its type stands for all. */
	const struct table_payload *first = payload ? payload_of_type(payload->type) : NULL;
	int found = 0;

	TSV_EACH(row, TSV("structures.tsv", STRUCT_FIELDS)) {
		if (!same(row->field[STRUCT_NAME], name))
			continue;
		found++;
		if (!first || first != payload_of_type(row->field[STRUCT_TAG]))
			complain("%s: its structure is %s", name, row->field[STRUCT_TAG]);
		if (!same(id ? id : "-", row->field[STRUCT_ID]))
			complain("%s: its association id is %s", name, row->field[STRUCT_ID]);
	}
	if (found != (payload != NULL))
		complain("%s: in structures.tsv %d times", name, found);
}

void check_payloads(void)
{
	for (const struct table_sockopt *row = table_sockopts; row->name; row++)
		check_structure(row->name, row->payload, row->id);
	for (const struct table_info *row = table_cmsgs; row->name; row++)
		check_structure(row->name, row->payload, NULL);
	for (const struct table_info *row = table_infos; row->name; row++)
		check_structure(row->name, row->payload, NULL);
	for (const struct table_notification *row = table_notifications; row->name; row++)
		check_structure(row->name, row->payload, NULL);
}

enum { SINCE_STRUCTURE, SINCE_MEMBER, SINCE_RELEASE, SINCE_SIZE, SINCE_FIELDS };

static void check_member_since(const struct tsv_row *row, const struct table_payload *payload)
{
	const char *member = row->field[SINCE_MEMBER];
	const struct table_field *field = payload ? table_field(payload, member, NULL) : NULL;
	int size = atoi(row->field[SINCE_SIZE]);

	/* The old size ends with padding, and the new members begin in it or behind. */
	if (!field || size > payload->size || size + 8 < field->offset)
		complain("%s: no member %s", row->field[SINCE_STRUCTURE], member);
	for (const struct table_grew *grew = field ? payload->grew : NULL; grew && grew->version; grew++)
		if (same(grew->version, row->field[SINCE_RELEASE]) && grew->size == size)
			return;
	complain("%s: grew from %d in %s", row->field[SINCE_STRUCTURE], size, row->field[SINCE_RELEASE]);
}

static bool has_grown(const struct table_grew *grew)
{
	TSV_EACH(row, TSV("members-since.tsv", SINCE_FIELDS))
		if (same(grew->payload->name, row->field[SINCE_STRUCTURE]) &&
		    same(grew->version, row->field[SINCE_RELEASE]))
			return true;
	return false;
}

void check_since(void)
{
	TSV_EACH(row, TSV("members-since.tsv", SINCE_FIELDS))
		check_member_since(row, table_payload_named(row->field[SINCE_STRUCTURE]));
	for (const struct table_payload *payload = table_payloads; payload->name; payload++) {
		for (const struct table_grew *grew = payload->grew; grew->version; grew++) {
			if (grew->payload != payload || !has_grown(grew))
				complain("%s: grew in %s?", payload->name, grew->version);
			if (grew[1].version && grew[1].size <= grew->size)
				complain("%s: the smallest size is not the first", payload->name);
		}
	}
}
