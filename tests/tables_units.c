/* SPDX-License-Identifier: MIT
 *
 * Units, by tests/data/units.tsv.
 */
#include "tests/tables_checks.h"

enum { UNITS_STRUCTURE, UNITS_UNIT, UNITS_SOURCE, UNITS_MEMBERS, UNITS_FIELDS };

static const struct tsv *units(void)
{
	return TSV("units.tsv", UNITS_FIELDS);
}

static bool has_word(const char *words, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = strstr(words, word); at; at = strstr(at + 1, word))
		if ((at == words || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	return false;
}

/* 'MSEC/JIFFIES': what stands behind the slash is Linux's. */
static bool is_unit(const struct tsv_row *row, enum table_unit unit)
{
	const char *slash = strchr(row->field[UNITS_UNIT], '/');

	return same(table_units[unit].name, slash ? slash + 1 : row->field[UNITS_UNIT]);
}

/* Whether a row of units.tsv is about that payload: by name, by the tag of its type, or by an option that
 * has it. */
static bool is_about(const struct tsv_row *row, const struct table_payload *payload)
{
	const char *name = row->field[UNITS_STRUCTURE], *type = payload->type;

	if (same(type, "struct sctp_assoc_value") && table_sockopt_named(name))
		return table_sockopt_named(name)->payload == payload;
	if (strncmp(type, "struct ", 7) == 0)
		type += 7;
	return same(name, payload->name) || same(name, type);
}

#define ABOUT_MAX 64

static void check_units_of(const struct table_payload *payload)
{
	const struct tsv_row *about[ABOUT_MAX];
	int count = 0;

	TSV_EACH(row, units())
		if (count < ABOUT_MAX && is_about(row, payload))
			about[count++] = row;
	for (const struct table_field *field = payload->fields; field->name; field++) {
		int found = 0;

		for (int i = 0; i < count; i++) {
			if (!has_word(about[i]->field[UNITS_MEMBERS], field->name))
				continue;
			found++;
			if (!is_unit(about[i], field->unit))
				complain("%s.%s: %s (%s)", payload->name, field->name,
					 about[i]->field[UNITS_UNIT], about[i]->field[UNITS_SOURCE]);
		}
		if (!found)
			complain("%s.%s: not in units.tsv", payload->name, field->name);
	}
}

void check_units(void)
{
	for (const struct table_payload *payload = table_payloads; payload->name; payload++)
		check_units_of(payload);
}

/* Options that take no structure of their own: an int, addresses, or struct sctp_assoc_value. */
void check_option_units(void)
{
	for (const struct table_sockopt *option = table_sockopts; option->name; option++) {
		int found = 0;

		if (option->payload && !same(option->payload->type, "struct sctp_assoc_value"))
			continue;
		TSV_EACH(row, units()) {
			if (!same(row->field[UNITS_STRUCTURE], option->name))
				continue;
			found++;
			if (!option->payload && !is_unit(row, option->unit))
				complain("%s: %s (%s)", option->name, row->field[UNITS_UNIT],
					 row->field[UNITS_SOURCE]);
		}
		if (found != (option->payload ? 2 : 1))
			complain("%s: in units.tsv %d times", option->name, found);
	}
}

static bool unit_is_used(enum table_unit unit)
{
	for (const struct table_payload *payload = table_payloads; payload->name; payload++)
		for (const struct table_field *field = payload->fields; field->name; field++)
			if (field->unit == unit)
				return true;
	for (const struct table_sockopt *option = table_sockopts; option->name; option++)
		if (option->unit == unit)
			return true;
	return false;
}

void check_units_used(void)
{
	for (int unit = 0; unit < UNIT_END; unit++)
		if (!unit_is_used((enum table_unit)unit))
			complain("nothing has the unit %s", table_units[unit].name);
}
