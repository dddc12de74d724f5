/* SPDX-License-Identifier: MIT
 *
 * The parts of tools/docs. Each function prints one block to standard output.
 */
#pragma once

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* docs_readme.c: Markdown */
void docs_coverage(void); /* every section of RFC 6458, and the RFCs after it: where it is, and its state */
void docs_differences(void); /* from RFC 6458; the numbers that the coverage table links to */

/* docs_man.c: troff, for sctp(7) */
void docs_options(void);
void docs_cmsgs(void);
void docs_notifications(void);
void docs_values(void);
