/* SPDX-License-Identifier: MIT
 *
 * Fuzzes sctp_opt_info() with options, sizes and replies of every kind. arg is memory of exactly its size; of
 * what the program put there the kernel may see nothing changed but the id; behind what the kernel returned
 * there may be nothing new but zeros.
 *
 * Input: option (2), size of arg (2), the answers to two calls (errno, size returned; 2 bytes each), then arg
 * and what the kernel writes.
 */
#include "tests/fuzz/fuzz.h"

#define ID 0x5aa55aa5

static struct {
	uint8_t error[2], size[2];
	struct input in;
	uint8_t
	    last[65536]; /* what the last successful call left in its buffer, of the size that it returned */
	size_t last_size;
} answers;

static int answer(int level, int option, void *value, socklen_t *size)
{
	static const int errors[] = { 0, EINVAL, ENOPROTOOPT, EOPNOTSUPP, 0, EINVAL, EACCES, 0 };
	const unsigned int nth = called(GETSOCKOPT) - 1;
	size_t given;
	void *bytes;

	(void)option;
	CHECK(level == IPPROTO_SCTP && nth < 2);
	if ((int)*size < 0)
		return -EINVAL;
	if (errors[answers.error[nth] % 8])
		return -errors[answers.error[nth] % 8];
	given = answers.size[nth] < *size ? *size - answers.size[nth] : 0;
	*size = (socklen_t)given;
	bytes = take_copy(&answers.in, &given);
	memcpy(value, bytes, given);
	memcpy(answers.last, value, *size);
	answers.last_size = *size;
	free(bytes);
	return 0;
}

/* The same bytes, but for the id in four neighbouring ones. */
static void check_what_the_kernel_saw(const uint8_t *saw, const uint8_t *gave, size_t size)
{
	const sctp_assoc_t id = ID;
	size_t from = 0, to = size;

	if (size > sizeof(calls[0].value))
		to = size = sizeof(calls[0].value);
	while (from < to && saw[from] == gave[from])
		from++;
	while (to > from && saw[to - 1] == gave[to - 1])
		to--;
	if (from == to)
		return;
	CHECK(to - from <= sizeof(id));
	for (size_t at = to < sizeof(id) ? 0 : to - sizeof(id); at <= from && at + sizeof(id) <= size; at++) {
		if (memcmp(saw + at, &id, sizeof(id)) == 0)
			return;
	}
	CHECK(!"the id");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	int option = (int16_t)take2(&in), rc;
	size_t room = take2(&in);
	socklen_t asked;
	uint8_t *arg, *gave;

	for (int i = 0; i < 2; i++) {
		answers.error[i] = (uint8_t)take(&in);
		answers.size[i] = (uint8_t)take(&in);
	}
	room &= 1023;
	arg = take_copy(&in, &room);
	gave = malloc(room);
	if (!gave)
		abort();
	memcpy(gave, arg, room);
	asked = (socklen_t)room;
	answers.in = in;
	answers.last_size = 0;
	intercept_reset();
	kernel.getsockopt = answer;
	errno = 4242;
	rc = sctp_opt_info(3, ID, option, arg, &asked);
	CHECK(call_count == called(GETSOCKOPT) && call_count >= 1 && call_count <= 2);
	CHECK(calls[0].option == option && calls[0].size == room);
	check_what_the_kernel_saw(calls[0].value, gave, room);
	CHECK(rc == 0 || rc == -1);
	if (rc == 0) {
		CHECK(errno == 4242 && asked <= room);
		if (call_count == 1) {
			int zero = 1, same = 1;

			CHECK(asked == answers.last_size);
			CHECK(memcmp(arg, answers.last, asked) == 0);
			for (size_t i = asked; i < room; i++) {
				zero = zero && arg[i] == 0;
				/* but for the id, which is no news */
				same = same && (arg[i] == gave[i] || (room <= sizeof(calls[0].value) &&
								      arg[i] == calls[0].value[i]));
			}
			CHECK(zero || same);
		}
	} else {
		CHECK(errno == EINVAL || errno == ENOPROTOOPT || errno == EOPNOTSUPP || errno == EACCES);
	}
	free(gave);
	free(arg);
	return 0;
}
