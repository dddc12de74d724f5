/* SPDX-License-Identifier: MIT
 *
 * The checks of api/def against what others say: the kernel's header (which names and members there are), RFC
 * 6458 and its followers, IANA, TShark, and a Linux kernel that was asked (tests/data). None of it was made
 * from our tables. Numbers, sizes and offsets are the compiler's business: tests/tables_check.c.
 *
 * tests/test_tables.c runs them over the tables, tests/tables_mutants.c over tables with a wrong row.
 */
#pragma once

#include <stdbool.h>
#include <string.h>

#include "api/tables.h"
#include "tests/tsv.h"

/* A check goes through a whole table and complains about every row that is wrong. */
struct check {
	const char *sentence;
	void (*run)(void);
};
extern const struct check checks[]; /* ends with a sentence of NULL */

/* Print a complaint (unless complaints are quiet) and count it. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
extern int complaints;
extern bool complaints_quiet;

static inline bool same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* tables_header.c */
void check_constants(void);
void check_structures(void);
void check_unions(void);
void check_aliases(void);
bool header_has(const char *constant);
const struct table_payload *payload_of_type(const char *name); /* a tag, or a typedef's name */
const struct table_value *value_anywhere(const char *name);    /* of the first set that has it */

/* tables_rfc.c */
void check_rfc(void);
void check_rfc_complete(void);
void check_payloads(void);
void check_since(void);

/* tables_units.c */
void check_units(void);
void check_option_units(void);
void check_units_used(void);

/* tables_flags.c */
void check_flags(void);
void check_flags_complete(void);

/* tables_codes.c: what they are called elsewhere. tshark holds what 'tshark -G values' says of PPIDs. */
void check_ppids(void);
void check_tshark_codes(void);
void check_tshark_ppids(void);
void check_tshark_ppids_of(const struct tsv *tshark);

/* tables_kernel.c: seen holds what tests/probe_sockopts says. */
void check_kernel(void);
void check_kernel_says(const struct tsv *seen);

/* tables_shape.c */
void check_unique(void);
void check_fields(void);
void check_ids(void);
