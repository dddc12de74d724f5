/* SPDX-License-Identifier: MIT
 *
 * The names of bits and numbers and where they belong, by tests/data/flags.tsv.
 */
#include "tests/tables_checks.h"

#include <stdio.h>
#include <stdlib.h>

enum { FLAGS_SOURCE, FLAGS_KIND, FLAGS_FOR, FLAGS_NAMES, FLAGS_FIELDS };

static const struct tsv *flags(void)
{
	return TSV("flags.tsv", FLAGS_FIELDS);
}

struct name {
	char text[80];
	bool mask, code;
	unsigned long number; /* of a code */
};

/* Take the next of 'NAME;&NAME;words=12'. */
static bool next_name(const char **names, struct name *name)
{
	size_t length = strcspn(*names, ";");
	char *number;

	if (!length)
		return false;
	*name = (struct name){ .mask = **names == '&' };
	snprintf(name->text, sizeof(name->text), "%.*s", (int)length - name->mask, *names + name->mask);
	number = strchr(name->text, '=');
	if (number) {
		name->code = true;
		name->number = strtoul(number + 1, NULL, 0);
		*number = 0;
	}
	*names += length + ((*names)[length] == ';');
	return true;
}

/* The set of a structure.member, or the one that is for a function.argument: which has the row's first
 * name. */
static const struct table_set *set_for(const struct tsv_row *row, const char *word)
{
	const char *names = row->field[FLAGS_NAMES];
	char payload[80], *member;
	struct name name;

	snprintf(payload, sizeof(payload), "%.*s", (int)strcspn(word, " "), word);
	member = strchr(payload, '.');
	*member++ = 0;
	if (table_payload_named(payload)) {
		const struct table_field *field = table_field(table_payload_named(payload), member, NULL);

		if (!field)
			complain("%s has no member %s", payload, member);
		else if (field->set && field->unit != field->set->kind)
			complain("%s: it is %s", field->name, table_units[field->set->kind].name);
		return field ? field->set : NULL;
	}
	next_name(&names, &name);
	return value_anywhere(name.text) ? value_anywhere(name.text)->set : NULL;
}

static void check_set(const struct tsv_row *row, const struct table_set *set)
{
	const struct table_value *before = NULL;
	const char *names = row->field[FLAGS_NAMES];
	struct name name;

	if (!same(set->section, row->field[FLAGS_SOURCE]) ||
	    !same(table_units[set->kind].name, row->field[FLAGS_KIND]))
		complain("set %s: %s, %s", set->name, row->field[FLAGS_SOURCE], row->field[FLAGS_KIND]);
	while (next_name(&names, &name)) {
		const struct table_value *value = table_value_named(set, name.text);

		if (!value) {
			complain("set %s lacks %s", set->name, name.text);
			continue;
		}
		if (value->kind != (name.mask ? VALUE_MASK : name.code ? VALUE_CODE : VALUE_CONSTANT))
			complain("%s: mask %d, code %d", value->name, name.mask, name.code);
		if (name.code && value->number != name.number)
			complain("%s: %lu", value->name, name.number);
		if (before && before->number == value->number && before > value)
			complain("%s is to be shown, not %s", before->name, value->name);
		before = value;
	}
}

void check_flags(void)
{
	TSV_EACH(row, flags()) {
		const char *word = row->field[FLAGS_FOR];

		while (*word) {
			const struct table_set *set = set_for(row, word);

			if (set)
				check_set(row, set);
			else
				complain("%s has no set", word);
			word += strcspn(word, " ");
			word += *word == ' ';
		}
	}
}

static bool value_is_listed(const struct table_value *value)
{
	TSV_EACH(row, flags()) {
		const char *names = row->field[FLAGS_NAMES];
		struct name name;

		while (strstr(row->field[FLAGS_NAMES], value->name) && next_name(&names, &name))
			if (same(name.text, value->name) && set_for(row, row->field[FLAGS_FOR]) == value->set)
				return true;
	}
	return false;
}

void check_flags_complete(void)
{
	for (const struct table_set *set = table_sets; set->name; set++) {
		if (!set->values->name)
			complain("set %s is empty", set->name);
		for (const struct table_value *value = set->values; value->name; value++) {
			if (value->set != set || !value_is_listed(value))
				complain("set %s: %s is not in flags.tsv", set->name, value->name);
			for (const struct table_value *other = set->values; other < value; other++)
				if (set->kind == UNIT_FLAGS && value->kind != VALUE_MASK && other->number &&
				    other->number != value->number &&
				    (other->number & value->number) == other->number)
					complain("set %s: %s hides %s", set->name, other->name, value->name);
		}
	}
}
