/* SPDX-License-Identifier: MIT
 *
 * Reads the tables of tests/data: lines of words between tabs; lines that begin with '#' and empty ones are
 * comments. For test programs, which run in the top directory. What cannot be read ends the program.
 */
#pragma once

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TSV_FIELDS 12
#define TSV_ROOM 64

struct tsv_row {
	char *field[TSV_FIELDS];
	int line;
};

struct tsv {
	const char *path;
	struct tsv_row *rows;
	size_t count;
};

/* For all rows of a struct tsv; an empty one ends them. */
#define TSV_EACH(row, tsv) for (const struct tsv_row *row = (tsv)->rows; row->field[0]; row++)

static inline _Noreturn void tsv_fail(const char *path, int line, const char *what)
{
	fprintf(stderr, "%s:%d: %s\n", path, line, what);
	exit(1);
}

static inline void tsv_add(struct tsv *tsv, char *text, int fields, int line)
{
	struct tsv_row row = { .line = line };

	for (int i = 0; i < fields; i++) {
		row.field[i] = strsep(&text, "\t");
		if (!row.field[i])
			tsv_fail(tsv->path, line, "too few fields");
	}
	if (text)
		tsv_fail(tsv->path, line, "too many fields");
	tsv->rows[tsv->count++] = row;
	if (tsv->count % TSV_ROOM == 0)
		tsv->rows = realloc(tsv->rows, (tsv->count + TSV_ROOM) * sizeof(row));
	if (!tsv->rows)
		tsv_fail(tsv->path, line, strerror(errno));
	tsv->rows[tsv->count] = (struct tsv_row){ 0 };
}

/* All rows of a stream, which must have that many fields. They stay for ever: a test needs them to its
 * end. */
static inline struct tsv tsv_read_stream(FILE *stream, const char *path, int fields)
{
	struct tsv tsv = { .path = path, .rows = calloc(TSV_ROOM, sizeof(*tsv.rows)) };
	size_t room = 0;
	char *text = NULL;
	int line = 0;

	if (!tsv.rows)
		tsv_fail(path, 0, strerror(errno));
	while (getline(&text, &room, stream) >= 0) {
		line++;
		text[strcspn(text, "\n")] = 0;
		if (*text && *text != '#') {
			tsv_add(&tsv, text, fields, line);
			text = NULL;
			room = 0;
		}
	}
	free(text);
	return tsv;
}

static inline struct tsv tsv_read(const char *path, int fields)
{
	FILE *stream = fopen(path, "re");
	struct tsv tsv;

	if (!stream)
		tsv_fail(path, 0, strerror(errno));
	tsv = tsv_read_stream(stream, path, fields);
	fclose(stream);
	if (!tsv.count)
		tsv_fail(path, 0, "no rows");
	return tsv;
}

/* Read a file of tests/data at the first call only: const struct tsv *units = TSV("units.tsv", 4). */
#define TSV(name, fields)                                                                                    \
	({                                                                                                   \
		static struct tsv tsv_once;                                                                  \
		if (!tsv_once.rows)                                                                          \
			tsv_once = tsv_read("tests/data/" name, fields);                                     \
		(const struct tsv *)&tsv_once;                                                               \
	})
