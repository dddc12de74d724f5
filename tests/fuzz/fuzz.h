/* SPDX-License-Identifier: MIT
 *
 * What the fuzzers share: taking an input apart, and saying what must hold. The kernel is
 * tests/intercept.c's.
 */
#pragma once

#include "tests/intercept.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                                                     \
	do {                                                                                                 \
		if (!(condition)) {                                                                          \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);              \
			abort();                                                                             \
		}                                                                                            \
	} while (0)

struct input {
	const uint8_t *data;
	size_t size;
};

/* The next byte or two, 0 at the end. */
static inline unsigned int take(struct input *in)
{
	if (!in->size)
		return 0;
	in->size--;
	return *in->data++;
}

static inline unsigned int take2(struct input *in)
{
	unsigned int low = take(in);

	return low | take(in) << 8;
}

/* The next bytes in memory of exactly their size, or fewer at the end; free() it. */
static inline void *take_copy(struct input *in, size_t *size)
{
	void *copy;

	if (*size > in->size)
		*size = in->size;
	copy = malloc(*size);
	if (!copy)
		abort();
	if (*size)
		memcpy(copy, in->data, *size);
	in->data += *size;
	in->size -= *size;
	return copy;
}

/* The size of the address at addr, 0 if what is left holds none. */
static inline size_t address_size(const uint8_t *addr, size_t left)
{
	sa_family_t family;
	size_t size;

	if (left < sizeof(family))
		return 0;
	memcpy(&family, addr, sizeof(family));
	size = family == AF_INET    ? sizeof(struct sockaddr_in)
	       : family == AF_INET6 ? sizeof(struct sockaddr_in6)
				    : 0;
	return size <= left ? size : 0;
}

/* How many whole addresses there are from the start on, at most count; their size goes to *used. */
static inline unsigned int count_addresses(const uint8_t *list, size_t size, size_t count, size_t *used)
{
	unsigned int found = 0;

	*used = 0;
	while (found < count) {
		size_t one = address_size(list + *used, size - *used);

		if (!one)
			break;
		*used += one;
		found++;
	}
	return found;
}

/*
 * The count that a program may give with such a list: what the list holds, or more where the library is to
 * see that it goes wrong, at a family of which both bytes are there.
 */
static inline int fair_count(const uint8_t *list, size_t size, int wanted)
{
	size_t used;
	int whole;
	sa_family_t family;

	if (wanted <= 0 || wanted > 65536)
		return wanted;
	whole = (int)count_addresses(list, size, (size_t)wanted, &used);
	if (whole == wanted || size - used < sizeof(family))
		return whole;
	memcpy(&family, list + used, sizeof(family));
	return family == AF_INET || family == AF_INET6 ? whole : wanted;
}
