/* SPDX-License-Identifier: MIT
 *
 * Writes the parts of the documentation that come from api/def: the README's tables and the lists of sctp(7).
 *
 *   docs NAME          prints one of the blocks below
 *   docs fill FILE     prints FILE with its blocks filled in: what stands between the lines that contain
 *                      'NAME: begin' and 'NAME: end', in comments of Markdown or troff
 *
 * Runs on the machine that builds. tests/test_docs compares what it prints with the README and with facts of
 * RFC 6458 that it does not know.
 */
#include "tools/docs.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

/* One line a function: symbol version, prototype. */
static void prototypes(void)
{
#define FUNCTION(name, section, node, type, parameters, what) puts(#node " " #type " " #name #parameters ";");
#define OLD_FORM(name, node, type, parameters, what) puts(#node " old " #type " " #name #parameters ";");
#include "api/def/functions.def"
}

static const struct {
	const char *name;
	void (*print)(void);
} blocks[] = {
	{ "coverage", docs_coverage }, /* README.md */
	{ "differences", docs_differences },
	{ "options", docs_options }, /* tools/man/sctp.7.in */
	{ "cmsgs", docs_cmsgs },
	{ "notifications", docs_notifications },
	{ "values", docs_values },
	{ "prototypes", prototypes }, /* tests/test_docs */
};

static int print_block(const char *name)
{
	for (size_t i = 0; i < LENGTH(blocks); i++) {
		if (strcmp(blocks[i].name, name) == 0) {
			blocks[i].print();
			return 1;
		}
	}
	return 0;
}

static int is_marker(const char *line, const char *name, const char *word)
{
	char marker[64];

	snprintf(marker, sizeof(marker), " %s: %s", name, word);
	return strstr(line, marker) && (strncmp(line, "<!--", 4) == 0 || strncmp(line, ".\\\"", 3) == 0);
}

static void fill(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[4096];
	const char *inside = NULL;

	if (!file)
		err(1, "%s", path);
	while (fgets(line, sizeof(line), file)) {
		if (inside && !is_marker(line, inside, "end"))
			continue;
		inside = NULL;
		fputs(line, stdout);
		for (size_t i = 0; i < LENGTH(blocks); i++) {
			if (is_marker(line, blocks[i].name, "begin")) {
				inside = blocks[i].name;
				print_block(inside);
			}
		}
	}
	if (inside)
		errx(1, "%s: '%s: begin' has no end", path, inside);
	fclose(file);
}

int main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "fill") == 0) {
		fill(argv[2]);
	} else if (argc != 2 || !print_block(argv[1])) {
		fprintf(stderr, "usage: docs NAME | docs fill FILE\nNAME is one of:");
		for (size_t i = 0; i < LENGTH(blocks); i++)
			fprintf(stderr, " %s", blocks[i].name);
		fprintf(stderr, "\n");
		return 2;
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		err(1, "standard output");
	return 0;
}
