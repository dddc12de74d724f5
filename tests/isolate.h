/* SPDX-License-Identifier: MIT
 *
 * cmocka tests that may crash: each runs in a process of its own, so that a crash, a finding of a sanitizer
 * or an endless loop is one failed test and not the end of them all.
 */
#pragma once

#include <stddef.h>
#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

/* Run the tests and print TAP. What a failed one said stands before its line. Returns 0 if none failed. */
int run_isolated(const struct CMUnitTest *tests, size_t count);
#define RUN_ISOLATED(tests) run_isolated(tests, sizeof(tests) / sizeof((tests)[0]))
