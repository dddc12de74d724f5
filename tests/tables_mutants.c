/* SPDX-License-Identifier: MIT
 *
 * Runs the checks of tests/tables_checks.h over tables with one wrong row after the other, and prints the
 * numbers of those that no check noticed. tests/test_tables_mutation compiles it: together with tables.c,
 * whose .def files have the wrong rows behind the right ones, and with MUTANTS, a file that says which is for
 * which:
 *
 *   MUTANT(number, array, index of the right row, index of the wrong row or REMOVED)
 *
 * The tables are constant to everybody else. Here they are linked so that they can be written to (PIE, no
 * RELRO).
 */
#include <stdio.h>

#include "tests/tables_checks.h"

enum { REMOVED = -1, ROW_MAX = 128 };

struct array {
	char *rows;	/* the first, in grouped arrays the empty one before the first group */
	size_t row_size;
	bool grouped;	/* an empty row ends each group */
};

/* fields, values and grew are tables.c's own; what is first in them is behind their empty first row. */
enum { SOCKOPTS, ALSOS, CMSGS, INFOS, NOTIFICATIONS, ALIASES, PPIDS, SETS, FIELDS, VALUES, GREW, ARRAYS };
#define ARRAY(first, is_grouped) { (char *)((first) - (is_grouped)), sizeof((first)[0]), is_grouped }

static const struct mutant {
	int number, array, right, wrong;
} mutants[] = {
#define MUTANT(number, array, right, wrong) { number, array, right, wrong },
#include MUTANTS
};
#define MUTANT_COUNT (sizeof(mutants) / sizeof(mutants[0]))

static char *row_at(const struct array *array, int index)
{
	return array->rows + (size_t)index * array->row_size;
}

/* A set that is wrong stands under a name of its own and has no values: they are the right one's. */
static void put_wrong(int which, char *row, const char *wrong, size_t size)
{
	struct table_set right;

	memcpy(&right, row, which == SETS ? sizeof(right) : 0);
	memcpy(row, wrong, size);
	if (which == SETS) {
		((struct table_set *)row)->name = right.name;
		((struct table_set *)row)->values = right.values;
	}
}

/* Rows begin with a name, or what is one; NULL ends the array or the group. */
static bool is_row(const char *row)
{
	const char *name;

	memcpy(&name, row, sizeof(name));
	return name != NULL;
}

static bool is_noticed(void)
{
	complaints = 0;
	for (const struct check *check = checks; check->sentence && !complaints; check++)
		check->run();
	return complaints != 0;
}

/* Take the row out, which moves up those behind it, and see; put it in again. */
static bool try_removed(const struct array *array, int index)
{
	char saved[ROW_MAX], *row = row_at(array, index);
	size_t rest = 0;
	bool noticed;

	while (is_row(row + rest))
		rest += array->row_size;
	memcpy(saved, row, array->row_size);
	memmove(row, row + array->row_size, rest);
	noticed = is_noticed();
	memmove(row + array->row_size, row, rest);
	memcpy(row, saved, array->row_size);
	return noticed;
}

static bool try_wrong(const struct array *array, int which, int index, const char *wrong)
{
	char saved[ROW_MAX], *row = row_at(array, index);
	bool noticed;

	memcpy(saved, row, array->row_size);
	put_wrong(which, row, wrong, array->row_size);
	noticed = is_noticed();
	memcpy(row, saved, array->row_size);
	return noticed;
}

/* Copy the wrong rows, and take them out of the arrays. */
static void set_aside(const struct array *arrays, char (*wrong)[ROW_MAX])
{
	for (size_t i = 0; i < MUTANT_COUNT; i++)
		if (mutants[i].wrong != REMOVED)
			memcpy(wrong[i], row_at(&arrays[mutants[i].array], mutants[i].wrong),
			       arrays[mutants[i].array].row_size);
	/* From behind: they stand together, after all the right ones or before those of another file. */
	for (size_t i = MUTANT_COUNT; i-- > 0;) {
		const struct array *array = &arrays[mutants[i].array];
		char *row, *next;

		if (mutants[i].wrong == REMOVED)
			continue;
		row = row_at(array, mutants[i].wrong);
		for (next = row + array->row_size; is_row(next); next += array->row_size)
			memcpy(next - array->row_size, next, array->row_size);
		memset(next - array->row_size, 0, array->row_size);
	}
}

int main(void)
{
	static char wrong[MUTANT_COUNT][ROW_MAX];
	const struct array arrays[ARRAYS] = {
		[SOCKOPTS] = ARRAY(table_sockopts, 0),
		[ALSOS] = ARRAY(table_alsos, 0),
		[CMSGS] = ARRAY(table_cmsgs, 0),
		[INFOS] = ARRAY(table_infos, 0),
		[NOTIFICATIONS] = ARRAY(table_notifications, 0),
		[ALIASES] = ARRAY(table_aliases, 0),
		[PPIDS] = ARRAY(table_ppids, 0),
		[SETS] = ARRAY(table_sets, 0),
		[FIELDS] = ARRAY(table_payloads[0].fields, 1),
		[VALUES] = ARRAY(table_sets[0].values, 1),
		[GREW] = ARRAY(table_payloads[0].grew, 1),
	};

	for (int i = 0; i < ARRAYS; i++)
		if (arrays[i].row_size > ROW_MAX)
			return 2;
	set_aside(arrays, wrong);
	if (is_noticed()) {
		printf("the tables are wrong as they are\n");
		return 1;
	}
	complaints_quiet = true;
	for (size_t i = 0; i < MUTANT_COUNT; i++) {
		const struct mutant *mutant = &mutants[i];
		const struct array *array = &arrays[mutant->array];
		bool noticed;

		if (mutant->wrong == REMOVED)
			noticed = try_removed(array, mutant->right);
		else
			noticed = try_wrong(array, mutant->array, mutant->right, wrong[i]);
		if (!noticed)
			printf("%d\n", mutant->number);
	}
	if (is_noticed()) {
		printf("the tables are no more what they were\n");
		return 1;
	}
	return 0;
}
