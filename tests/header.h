/* SPDX-License-Identifier: MIT
 *
 * What <linux/sctp.h> and netinet/sctp.h declare, read from the compiler's preprocessor: the names of
 * constants (macros without parameters, enumerators), and structures and unions with their members. For test
 * programs.
 *
 * It understands the C of those two headers, no more: declarators without parentheses, no bit fields.
 */
#pragma once

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct header_struct {
	const char *name; /* tag, or name of the typedef */
	bool is_union;
	const char *members[64];
	int count;
};

struct header {
	const char *constants[1024];
	int constant_count;
	struct header_struct structs[128];
	int struct_count;
};

static inline _Noreturn void header_fail(const char *what)
{
	fprintf(stderr, "tests/header.h: %s\n", what);
	exit(1);
}

static inline void header_constant(struct header *header, char *name)
{
	if (header->constant_count == sizeof(header->constants) / sizeof(header->constants[0]))
		header_fail("too many constants");
	header->constants[header->constant_count++] = name;
}

/* The next token of *text: a name, a number, or one other character. NULL at the end. */
static inline char *header_token(const char **text)
{
	const char *begin = *text + strspn(*text, " \t\n");
	size_t length = 0;

	while (isalnum((unsigned char)begin[length]) || begin[length] == '_')
		length++;
	length += length == 0;
	*text = begin + length;
	return *begin ? strndup(begin, length) : NULL;
}

/* Past the closing bracket of what has just been opened. */
static inline void header_skip(const char **text)
{
	int depth = 1;

	while (depth) {
		const char *token = header_token(text);

		if (!token)
			header_fail("a bracket is not closed");
		depth += (strchr("({[", *token) != NULL) - (strchr(")}]", *token) != NULL);
	}
}

static inline void header_enum(struct header *header, const char **text)
{
	bool expected = true; /* an enumerator, not its value */
	char *token;

	while ((token = header_token(text)) && *token != '}') {
		if (*token == '(')
			header_skip(text);
		else if (*token == ',')
			expected = true;
		else if (expected) {
			header_constant(header, token);
			expected = false;
		}
	}
}

/* The members: of 'struct x y[];' the last name before ';' or '['. A structure inside counts as one. */
static inline void header_members(struct header_struct *record, const char **text)
{
	const char *last = NULL;
	char *token;

	while ((token = header_token(text)) && *token != '}') {
		if (*token == '{' || *token == '[')
			header_skip(text);
		else if (isalpha((unsigned char)*token) || *token == '_')
			last = token;
		else if (*token == ';') {
			if (record->count == sizeof(record->members) / sizeof(record->members[0]))
				header_fail("too many members");
			record->members[record->count++] = last;
		}
	}
}

/* Behind 'struct' or 'union', at the top. A declaration that only uses one has no '{'. */
static inline void header_struct(struct header *header, const char **text, bool is_union)
{
	struct header_struct record = { .is_union = is_union };
	char *token = header_token(text);

	if (*token != '{') {
		record.name = token;
		token = header_token(text);
	}
	if (*token != '{')
		return;
	header_members(&record, text);
	while (!record.name && (token = header_token(text)) && *token != ';') {
		if (*token == '(')
			header_skip(text);
		else if (strcmp(token, "__attribute__") != 0)
			record.name = token;
	}
	if (header->struct_count == sizeof(header->structs) / sizeof(header->structs[0]))
		header_fail("too many structures");
	header->structs[header->struct_count++] = record;
}

static inline void header_parse(struct header *header, const char *text)
{
	char *token;

	while ((token = header_token(&text))) {
		if (strcmp(token, "enum") == 0) {
			while ((token = header_token(&text)) && *token != '{' && *token != ';')
				;
			if (token && *token == '{')
				header_enum(header, &text);
		} else if (strcmp(token, "struct") == 0 || strcmp(token, "union") == 0) {
			header_struct(header, &text, *token == 'u');
		} else if (*token == '(') {
			header_skip(&text);
		}
	}
}

/* Take a line of the preprocessor's output: definitions of macros at once, C into *body. */
static inline void header_line(struct header *header, const char *line, FILE *body)
{
	const char *name = line + strlen("#define ");
	size_t length;

	if (strncmp(line, "#define ", strlen("#define ")) == 0) {
		length = strcspn(name, " (\n");
		if (name[length] != '(')
			header_constant(header, strndup(name, length));
	} else if (*line != '#') {
		fputs(line, body);
	}
}

/* Read both headers with $CC, or cc. The same at each call; nothing of it is freed. */
static inline const struct header *header_read(void)
{
	static struct header header;
	const char *cc = getenv("CC");
	char command[256], *line = NULL, *text = NULL;
	size_t room = 0, size = 0;
	bool ours = false;
	FILE *output, *body;

	if (header.struct_count)
		return &header;
	snprintf(command, sizeof(command), "echo '#include \"api/netinet/sctp.h\"' | %s -E -dD -I. -xc -",
		 cc ? cc : "cc");
	output = popen(command, "r"); /* NOLINT: the developer's own compiler */
	body = open_memstream(&text, &size);
	if (!output || !body)
		header_fail("cannot run the preprocessor");
	while (getline(&line, &room, output) >= 0) {
		if (strncmp(line, "# ", 2) == 0)
			ours = strstr(line, "linux/sctp.h\"") || strstr(line, "netinet/sctp.h\"");
		else if (ours)
			header_line(&header, line, body);
	}
	free(line);
	fclose(body);
	if (pclose(output) != 0)
		header_fail("the preprocessor failed");
	header_parse(&header, text);
	return &header;
}
