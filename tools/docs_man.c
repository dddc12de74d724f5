/* SPDX-License-Identifier: MIT
 *
 * The lists of sctp(7) in troff: socket options, ancillary data, notifications, and their members' values.
 */
#include "tools/docs.h"
#include "api/tables.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Units that a reader needs to know; the others show in the member's name. */
static const char *const unit_words[UNIT_END] = {
	[UNIT_MSEC] = "ms",
	[UNIT_SEC] = "seconds",
	[UNIT_JIFFIES] = "ticks of the kernel's clock",
	[UNIT_BYTES] = "bytes",
	[UNIT_BOOL] = "boolean", /* said once where several follow each other */
	[UNIT_PPID] = "as on the wire",
	[UNIT_CAUSE] = "error cause, network byte order",
	[UNIT_PORT_BE] = "network byte order",
};

static void print_text(const char *text)
{
	if (*text == '.' || *text == '\'')
		printf("\\&");
	for (; *text; text++)
		printf(*text == '-' ? "\\-" : *text == '\\' ? "\\e" : "%c", *text);
}

static void print_sentence(const char *what)
{
	const char first[] = { (char)toupper(what[0]), '\0' };

	print_text(first);
	print_text(what + 1);
	printf(".\n");
}

/* The structure and its members, but for the first skip bytes. */
static void print_payload(const struct table_payload *payload, size_t skip)
{
	printf(".br\n.IR \"%s\" :\n", payload->type);
	for (const struct table_field *field = payload->fields; field->name; field++) {
		const char *array = field->tail ? "[]" : "";
		const char *end = field[1].name ? "," : ".";

		if (field->unit == UNIT_RESERVED || (field->offset < skip && !field->set))
			continue;
		if (field->inner)
			printf(".I %s\n.RI ( \"%s\" )%s\n", field->name, field->inner->type, end);
		else if (field->set)
			printf(".I %s%s\n(see\n.IR %s )%s\n", field->name, array, field->set->name, end);
		else if (unit_words[field->unit] && !(field->unit == UNIT_BOOL && field[1].unit == UNIT_BOOL))
			printf(".I %s%s\n(%s)%s\n", field->name, array, unit_words[field->unit], end);
		else
			printf(".IR %s%s %s\n", field->name, array, end);
	}
}

static void print_tag(const char *name, const char *number, const char *details, const char *section)
{
	printf(".TP\n.BR %s \" (%s%s; %s)\"\n", name, number, details, section);
}

void docs_options(void)
{
	static const char *const access[] = { "", ", get", ", set", ", get and set" };
	char number[16];

	for (const struct table_sockopt *o = table_sockopts; o->name; o++) {
		if (o->access & ACCESS_CALL || o->access == ACCESS_NA)
			continue;
		snprintf(number, sizeof(number), "%d", o->number);
		print_tag(o->name, number, access[o->access & ACCESS_RW], o->section);
		print_sentence(o->what);
		if (o->payload)
			print_payload(o->payload, 0);
		else if (unit_words[o->unit])
			printf(".br\n.I int\n(%s).\n", unit_words[o->unit]);
		else
			printf(".br\n.IR int .\n");
	}
}

void docs_cmsgs(void)
{
	static const char *const direction[] = { "", ", send", ", receive", ", send and receive" };
	char number[16];

	for (const struct table_info *c = table_cmsgs; c->name; c++) {
		snprintf(number, sizeof(number), "%d", c->number);
		print_tag(c->name, number, direction[c->direction], c->section);
		print_sentence(c->what);
		print_payload(c->payload, 0);
	}
}

void docs_notifications(void)
{
	char number[16];

	for (const struct table_notification *n = table_notifications; n->name; n++) {
		snprintf(number, sizeof(number), "0x%x", n->number);
		print_tag(n->name, number, n->payload ? "" : ", with SCTP_EVENT only", n->section);
		print_sentence(n->what);
		if (n->payload) {
			printf(".br\n.IR %s ,\n", n->member);
			print_payload(n->payload, 8); /* all begin with type, flags and length */
		}
	}
}

/* Whether some option, ancillary data or notification has a member of that set. */
static bool is_used(const struct table_set *set)
{
	for (const struct table_payload *payload = table_payloads; payload->name; payload++) {
		if (strcmp(payload->name, "sctp_info") == 0) /* of socket diagnostics */
			continue;
		for (const struct table_field *field = payload->fields; field->name; field++) {
			if (field->set == set)
				return true;
		}
	}
	return false;
}

void docs_values(void)
{
	for (const struct table_set *set = table_sets; set->name; set++) {
		const char *separator = "";

		if (!is_used(set))
			continue;
		printf(".TP\n.I %s\n", set->name);
		print_sentence(set->what);
		printf(".br\n");
		for (const struct table_value *value = set->values; value->name; value++) {
			if (value->kind == VALUE_MASK)
				continue;
			printf("%s", separator);
			print_text(value->name);
			printf(set->kind == UNIT_FLAGS ? " 0x%x" : " %u", value->number);
			separator = ",\n";
		}
		printf(".\n");
	}
}
