/* SPDX-License-Identifier: MIT
 *
 * Tests of lksctp-tools' bugs: each in a child, for many of the bugs end the process, and each reported as 'gone'
 * or not. tests/test_bugs_of_lksctp reads these lines.
 */
#pragma once

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                                                     \
	do {                                                                                                 \
		if (!(condition)) {                                                                          \
			printf("# %s:%d: %s (errno %d)\n", __FILE__, __LINE__, #condition, errno);           \
			fflush(stdout);                                                                      \
			_exit(1);                                                                            \
		}                                                                                            \
	} while (0)

struct bug {
	int number; /* README.md has the list */
	const char *name;
	void (*test)(void);
};

#define BUG(number, function) { number, #function, function }

/* Run them, each for so many seconds at most, for a call that blocks for ever is a bug, too. Returns main()'s result. */
static inline int bugs_main(const struct bug *bugs, size_t count, unsigned int seconds)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		int status;
		pid_t child;

		fflush(stdout);
		child = fork();
		if (child == 0) {
			alarm(seconds);
			bugs[i].test();
			exit(0);
		}
		if (child < 0 || waitpid(child, &status, 0) < 0)
			return 2;
		if (WIFSIGNALED(status))
			printf("# ended by signal %d\n", WTERMSIG(status));
		printf("%s %zu - gone: bug %d, %s\n", status ? "not ok" : "ok", i + 1, bugs[i].number, bugs[i].name);
		failed |= status;
	}
	printf("1..%zu\n", count);
	return failed ? 1 : 0;
}
