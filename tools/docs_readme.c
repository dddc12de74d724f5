/* SPDX-License-Identifier: MIT
 *
 * The README's tables: coverage of RFC 6458 and of the RFCs after it, and differences from it. Rows come from all
 * tables of api/def; what stands in none of the others is in rfc6458.def.
 */
#include "tools/docs.h"
#include "api/tables.h"

#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what rfc6458.def says ---- */

enum who { LIBRARY, KEPT, SHIM, KERNEL, WHO_END };
enum where { SYSCALL, SOCKOPT_OF_SOCKET, CONCEPT, FLAG };
#define SOCKOPT SOCKOPT_OF_SOCKET

static const char *const who_text[][2] = {
	[LIBRARY] = { "Mended by the library", "How" },
	[KEPT] = { "Left as Linux has it, because programs for Linux rely on it", "Instead" },
	[SHIM] = { "Out of a library's reach: system calls that never pass through it", "Instead" },
	[KERNEL] = { "Only the kernel could", "Instead" },
};

static const struct difference {
	const char *sections, *absent; /* absent: the name of what is not there at all */
	enum who who;
	const char *what, *how;
} differences[] = {
#define DIFFERENCE(sections, who, what, how) { sections, NULL, who, what, how },
#define ABSENT(section, name, who, what, how) { section, name, who, what, how },
#include "api/def/rfc6458.def"
};

static const struct {
	const char *number, *title;
} chapters[] = {
#define CHAPTER(number, title) { number, title },
#include "api/def/rfc6458.def"
	{ "RFC", "Later RFCs" },
	{ "Linux", "Linux's own" },
	{ "FreeBSD", "FreeBSD's own" },
};

/* One row of the coverage table. */
struct row {
	const char *section, *name, *what;
	char where[32];
	bool kernel_only; /* an option that no program can use */
	size_t order;
};
static struct row rows[512];
static size_t row_count;

static struct row *add_row(const char *section, const char *name, const char *what, const char *where)
{
	struct row *row = &rows[row_count++];

	if (row_count == LENGTH(rows))
		errx(1, "rows[] is too small");
	*row = (struct row){ .section = section, .name = name, .what = what, .order = row_count };
	snprintf(row->where, sizeof(row->where), "%s", where);
	return row;
}

static const struct table_value *flag_named(const char *name)
{
	const struct table_value *value = NULL;

	for (const struct table_set *set = table_sets; set->name && !value; set++)
		value = table_value_named(set, name);
	return value;
}

static void add_section(const char *section, const char *name, enum where where, const char *what)
{
	static const char *const text[] = { "system call", "SOL_SOCKET", "", "" };
	struct row *row = add_row(section, name, what, text[where]);

	if (where == FLAG) {
		const struct table_value *value = flag_named(name);

		if (!value)
			errx(1, "rfc6458.def: %s is in no set of flags.def", name);
		snprintf(row->where, sizeof(row->where), "value 0x%x", value->number);
	}
}

static void add_same_as(const char *section, const char *name)
{
	const struct table_sockopt *option = table_sockopt_named(name);
	char what[64];
	struct row *row;

	if (!option)
		errx(1, "rfc6458.def: %s is no option", name);
	snprintf(what, sizeof(what), "see %s", option->section);
	row = add_row(section, name, strdup(what), "");
	snprintf(row->where, sizeof(row->where), "option %d", option->number);
}

/* "9.10" behind "9.2"; rows of one section as the tables have them. */
static int section_order(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	int order = strverscmp(a->section, b->section);

	return order ? order : a->order < b->order ? -1 : 1;
}

static void collect_rows(void)
{
	struct row *row;

#define FUNCTION(name, section, node, type, parameters, what) add_row(section, #name "()", what, "libsctp");
#include "api/def/functions.def"
	for (const struct table_sockopt *o = table_sockopts; o->name; o++) {
		row = add_row(o->section, o->name, o->what, "");
		snprintf(row->where, sizeof(row->where), "option %d", o->number);
		row->kernel_only = o->access == ACCESS_NA;
	}
	for (const struct table_info *c = table_cmsgs; c->name; c++) {
		row = add_row(c->section, c->name, c->what, "");
		snprintf(row->where, sizeof(row->where), "cmsg %d", c->number);
	}
	for (const struct table_notification *n = table_notifications; n->name; n++) {
		row = add_row(n->section, n->name, n->what, "");
		snprintf(row->where, sizeof(row->where), "event 0x%x", n->number);
	}
#define SECTION(section, name, where, what) add_section(section, name, where, what);
#define SAME_AS(section, name) add_same_as(section, name);
#define ABSENT(section, name, who, what, how) add_row(section, name, what, "");
#include "api/def/rfc6458.def"
	qsort(rows, row_count, sizeof(rows[0]), section_order);
}

/* ---- Markdown ---- */

/* Text in a table, where nothing of it is to be taken for markup. */
static void print_cell(const char *text)
{
	printf(" ");
	for (; *text; text++) {
		if (strchr("*|<", *text))
			printf("\\");
		putchar(*text);
	}
	printf(" |");
}

static void print_name(const char *name)
{
	if (strchr(name, '_') || strchr(name, '('))
		printf(" `%s` |", name);
	else
		print_cell(name);
}

/* The number that the table of differences gives a row: by who, then as they stand in the file. */
static size_t difference_number(const struct difference *wanted)
{
	size_t number = 1;

	for (const struct difference *d = differences; d < differences + LENGTH(differences); d++)
		number += d->who < wanted->who || (d->who == wanted->who && d < wanted);
	return number;
}

/* Whether "9.1, 9.12" has that one. */
static bool has(const char *list, const char *one)
{
	size_t size = strlen(one);

	for (const char *found = list; (found = strstr(found, one)); found += size) {
		if ((found == list || found[-1] == ' ') && (found[size] == ',' || !found[size]))
			return true;
	}
	return false;
}

static bool concerns(const struct difference *d, const struct row *row)
{
	if (d->absent)
		return strcmp(d->absent, row->name) == 0 && strcmp(d->sections, row->section) == 0;
	return has(d->sections, row->section) || has(d->sections, row->name);
}

enum state { YES, MENDED, DIFFERS, IS_ABSENT, STATE_END };
static const char *const state_text[] = { "yes", "mended", "differs", "absent" };

static enum state row_state(const struct row *row)
{
	enum state state = YES;

	for (size_t i = 0; i < LENGTH(differences); i++) {
		enum state one = differences[i].absent           ? IS_ABSENT
				 : differences[i].who == LIBRARY ? MENDED
								 : DIFFERS;

		if (concerns(&differences[i], row) && one > state)
			state = one;
	}
	return state;
}

static void print_state(const struct row *row)
{
	printf(" %s", row->kernel_only ? "not for programs" : state_text[row_state(row)]);
	for (size_t number = 1; number <= LENGTH(differences); number++) {
		for (size_t i = 0; i < LENGTH(differences); i++) {
			if (difference_number(&differences[i]) == number && concerns(&differences[i], row))
				printf(" [%zu](#difference-%zu)", number, number);
		}
	}
	printf(" |\n");
}

static bool in_chapter(const struct row *row, const char *chapter)
{
	return strncmp(row->section, chapter, strlen(chapter)) == 0;
}

/* How many rows of a chapter are in each state; their sum. */
static size_t count_states(const char *chapter, size_t count[STATE_END])
{
	size_t sum = 0;

	memset(count, 0, STATE_END * sizeof(count[0]));
	for (const struct row *row = rows; row < rows + row_count; row++) {
		if (in_chapter(row, chapter) && !row->kernel_only) {
			count[row_state(row)]++;
			sum++;
		}
	}
	return sum;
}

static void print_summary(void)
{
	size_t count[STATE_END], total[STATE_END] = { 0 }, sum = 0;

	printf("| | Sections | As the RFC says | Mended | Differ | Absent |\n|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < LENGTH(chapters); i++) {
		bool rfc6458 = *chapters[i].number <= '9';

		if (!rfc6458)
			continue;
		sum += count_states(chapters[i].number, count);
		printf("| %s %s | %zu |", chapters[i].number, chapters[i].title,
		       count_states(chapters[i].number, count));
		for (enum state state = YES; state < STATE_END; state++) {
			total[state] += count[state];
			printf(count[state] ? " %zu |" : " |", count[state]);
		}
		printf("\n");
	}
	printf("| **RFC 6458** | **%zu** | **%zu** | **%zu** | **%zu** | **%zu** |\n", sum, total[YES],
	       total[MENDED], total[DIFFERS], total[IS_ABSENT]);
}

void docs_coverage(void)
{
	collect_rows();
	print_summary();
	for (size_t i = 0; i < LENGTH(chapters); i++) {
		bool rfc6458 = *chapters[i].number <= '9';

		printf("\n<details><summary>%s%s%s</summary>\n\n", rfc6458 ? chapters[i].number : "",
		       rfc6458 ? " " : "", chapters[i].title);
		printf("| Section | | What it is | On Linux | State |\n|---|---|---|---|---|\n");
		for (const struct row *row = rows; row < rows + row_count; row++) {
			if (!in_chapter(row, chapters[i].number))
				continue;
			printf("|");
			print_cell(row->section);
			print_name(row->name);
			print_cell(row->what);
			print_cell(row->where);
			print_state(row);
		}
		printf("\n</details>\n");
	}
}

void docs_differences(void)
{
	for (enum who who = 0; who < WHO_END; who++) {
		printf("%s**%s**\n\n| | Section | What differs | %s |\n|---|---|---|---|\n", who ? "\n" : "",
		       who_text[who][0], who_text[who][1]);
		for (const struct difference *d = differences; d < differences + LENGTH(differences); d++) {
			if (d->who != who)
				continue;
			printf("| <a id=\"difference-%zu\"></a>%zu |", difference_number(d),
			       difference_number(d));
			print_cell(d->sections);
			if (d->absent) {
				char text[512];

				snprintf(text, sizeof(text), "Absent: %s, %s.", d->absent, d->what);
				print_cell(text);
				snprintf(text, sizeof(text), "%c%s.", toupper(d->how[0]), d->how + 1);
				print_cell(text);
			} else {
				print_cell(d->what);
				print_cell(d->how);
			}
			printf("\n");
		}
	}
}
