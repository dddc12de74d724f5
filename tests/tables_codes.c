/* SPDX-License-Identifier: MIT
 *
 * Protocol identifiers, chunk types and error causes: by the IANA registry and by TShark.
 */
#include "tests/tables_checks.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

void check_ppids(void)
{
	enum { NUMBER, REGISTERED, SHORT, REFERENCE, FIELDS };
	const struct tsv *iana = TSV("ppids-iana.tsv", FIELDS);
	const struct table_ppid *ppid = table_ppids;

	TSV_EACH(row, iana) {
		if (!ppid->name || ppid->number != strtoul(row->field[NUMBER], NULL, 10)) {
			complain("payload protocol %s is not there, or not in its place", row->field[NUMBER]);
			continue;
		}
		if (!same(ppid->name, row->field[SHORT]) || !same(ppid->reference, row->field[REFERENCE]))
			complain("payload protocol %s: %s (%s)", row->field[NUMBER], row->field[SHORT],
				 row->field[REFERENCE]);
		ppid++;
	}
	if (ppid->name)
		complain("payload protocol %u is not registered", ppid->number);
}

/* The next run of letters and digits. */
static size_t next_word(const char **text)
{
	size_t length = 0;

	while (**text && !isalnum((unsigned char)**text))
		++*text;
	while (isalnum((unsigned char)(*text)[length]))
		length++;
	return length;
}

/* Whether all words of one are in the other, in their order, in any case of letters. */
static bool words_within(const char *words, const char *other)
{
	for (;;) {
		size_t length = next_word(&words), other_length;

		if (!length)
			return true;
		while ((other_length = next_word(&other)) &&
		       (other_length != length || strncasecmp(words, other, length) != 0))
			other += other_length;
		if (!other_length)
			return false;
		words += length;
		other += length;
	}
}

/* TShark's name by a table of ours, or of the registry; "" where it has none, NULL for a known difference. */
static bool tshark_agrees(const char *what, unsigned long number, const char *theirs, const char *ours)
{
	enum { WHAT, NUMBER, TSHARK, REASON, FIELDS };

	TSV_EACH(row, TSV("tshark-differs.tsv", FIELDS))
		if (same(row->field[WHAT], what) && strtoul(row->field[NUMBER], NULL, 0) == number)
			return same(row->field[TSHARK], *theirs ? theirs : "-");
	return *theirs && *ours && (words_within(theirs, ours) || words_within(ours, theirs));
}

static const char *iana_name(unsigned long number)
{
	TSV_EACH(row, TSV("ppids-iana.tsv", 4))
		if (strtoul(row->field[0], NULL, 10) == number)
			return row->field[1];
	return "";
}

static const char *ppid_in(const struct tsv *tshark, unsigned long number)
{
	TSV_EACH(row, tshark)
		if (strtoul(row->field[0], NULL, 10) == number)
			return row->field[1];
	return "";
}

void check_tshark_ppids_of(const struct tsv *tshark)
{
	TSV_EACH(row, tshark) {
		unsigned long number = strtoul(row->field[0], NULL, 10);

		if (!tshark_agrees("ppid", number, row->field[1], iana_name(number)))
			complain("TShark: payload protocol %lu is %s, not %s", number, row->field[1],
				 iana_name(number));
	}
	for (const struct table_ppid *ppid = table_ppids; ppid->name; ppid++) {
		const char *theirs = ppid_in(tshark, ppid->number);

		if (!tshark_agrees("ppid", ppid->number, theirs, iana_name(ppid->number)))
			complain("TShark does not know %s", ppid->name);
	}
}

void check_tshark_ppids(void)
{
	check_tshark_ppids_of(TSV("ppids-tshark.tsv", 2));
}

static const char *code_name(const char *what, unsigned long number)
{
	const struct table_set *set = table_set_named(same(what, "chunk_type") ? "chunk" : "cause");
	const struct table_value *value = table_value(set, (uint32_t)number);

	return value ? value->name : "";
}

void check_tshark_codes(void)
{
	const struct tsv *tshark = TSV("codes-tshark.tsv", 3);
	size_t found = 0, ours = 0;

	TSV_EACH(row, tshark) {
		unsigned long number = strtoul(row->field[1], NULL, 0);
		const char *name = code_name(row->field[0], number);

		found += *name != 0;
		if (!tshark_agrees(row->field[0], number, row->field[2], name))
			complain("TShark: %s %lu is %s, not %s", row->field[0], number, row->field[2], name);
	}
	for (const struct table_value *value = table_set_named("chunk")->values; value->name; value++)
		ours++;
	for (const struct table_value *value = table_set_named("cause")->values; value->name; value++)
		ours++;
	if (ours != found)
		complain("of %zu chunk types and error causes TShark knows %zu", ours, found);
}
