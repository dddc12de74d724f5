/* SPDX-License-Identifier: MIT
 *
 * Each test in a process of its own: see isolate.h.
 */
#include "tests/isolate.h"
#include "tests/intercept.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST_SECONDS 60

/*
 * A fault in a test is to end it with the sanitizer's report; cmocka's handler would keep the place to
 * itself.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "handle_segv=2:handle_sigbus=2:detect_leaks=0:detect_stack_use_after_return=1";
}
const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1";
}

static void run_child(const struct CMUnitTest *test, int output)
{
	int failed;

	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	unsetenv("CMOCKA_MESSAGE_OUTPUT");
	cmocka_set_message_output(CM_OUTPUT_STDOUT);
	alarm(TEST_SECONDS);
	intercept_reset();
	failed = _cmocka_run_group_tests(test->name, test, 1, NULL, NULL);
	fflush(stdout);
	if (!failed && allocated) {
		printf("%ld allocations were not freed\n", allocated);
		failed = 1;
	}
	fflush(stdout);
	_exit(failed ? 1 : 0);
}

/* The lines that say why, as TAP's comments. */
static void print_reason(FILE *said, int status)
{
	char line[512];

	rewind(said);
	while (fgets(line, sizeof(line), said)) {
		if (!strstr(line, "] ") || strstr(line, "ERROR") || strstr(line, "LINE"))
			printf("# %s", line);
	}
	if (WIFSIGNALED(status))
		printf("# ended by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
	rewind(said); /* a sanitizer's report is long: its essence once more */
	while (fgets(line, sizeof(line), said)) {
		if (strstr(line, "ERROR: ") || strstr(line, "runtime error:") ||
		    strstr(line, "error: Failure"))
			printf("# %s", line);
	}
}

int run_isolated(const struct CMUnitTest *tests, size_t count)
{
	int failed = 0;

	printf("1..%zu\n", count);
	for (size_t i = 0; i < count; i++) {
		FILE *said = tmpfile();
		int status = -1;
		pid_t child;

		fflush(stdout);
		if (!said)
			return 1;
		child = fork();
		if (child == 0)
			run_child(&tests[i], fileno(said));
		if (child > 0)
			waitpid(child, &status, 0);
		if (status != 0) {
			print_reason(said, status);
			failed++;
		}
		printf("%s %zu - %s\n", status == 0 ? "ok" : "not ok", i + 1, tests[i].name);
		fclose(said);
	}
	return failed ? 1 : 0;
}
