/* SPDX-License-Identifier: MIT
 *
 * Asks the running kernel what it knows of socket options 0 to 299 of level IPPROTO_SCTP, and prints it: run
 * it with tests/kernel and the sysctls that tests/kernel_sockopts.c names. It knows no table. It tries
 * guesses: buffers of all lengths with small numbers, association ids and addresses at likely places, and
 * notes what is taken. Only the stage (two live associations, one dead, two keys) is set up with options by
 * their names in <linux/sctp.h>.
 *
 *   number  style  state  call  answer  lengths  returned  id
 *
 * style     many (SOCK_SEQPACKET), one (SOCK_STREAM)
 * state     fresh: just made. live: connected, 'many' to two peers, and a third is gone
 * call      get, set. A call that gives ENOPROTOOPT whatever is tried has no line.
 * answer    ok: it worked at least once. Otherwise all errors that were seen.
 * lengths   of the buffer that worked, of 0 to 400; '8,12' or '4-' (and all longer ones)
 * returned  the length that getsockopt() says when it was given the longest that works
 * id        the offset at which it reads an association id: live ones work there, the dead one gives EINVAL
 */
#include "tests/probe_stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LENGTH_MAX 400
/* Which lengths are tried: all up to the first, multiples of 4 up to the second, then of 50; and all between
 * two of these where one worked. */
#define EVERY_LENGTH 16
#define STEPS_OF_4 200
#define NUMBER_MAX 299
#define ID_MAX 64    /* where to look for association ids */
#define ID_GUESSES 4 /* with how many guesses that work */

/* ---- guesses ---- */

struct guess {
	short pattern;	/* of 16 bits, repeated all over; or one of the special ones */
	bool id;	/* a live association's id at offset 0 */
	signed char peer, local; /* an address at that offset, -1: none */
};
enum { ONE_AT_4 = -1, ONES_OF_32 = -2, POINTER_AT_8 = -3 };

static const struct guess guesses[] = {
	/* zeros, but for an id and addresses */
	{ 0, true, -1, -1 },
	{ 0, false, -1, -1 },
	{ 0, true, 4, -1 },
	{ 0, true, 8, -1 },
	{ 0, true, -1, 4 },
	{ 0, true, -1, 8 },
	{ 0, false, 4, -1 },
	{ 0, false, 8, -1 },
	{ 0, false, -1, 4 },
	{ 0, false, -1, 8 },
	{ 0, false, 0, -1 },
	{ 0, false, -1, 0 },
	/* small numbers, a policy, a notification type */
	{ 1, true, -1, -1 },
	{ 1, false, -1, -1 },
	{ 2, true, -1, -1 },
	{ 2, false, -1, -1 },
	{ 0x10, true, -1, -1 },
	{ 0x10, false, -1, -1 },
	{ -0x7fff, true, -1, -1 },
	{ -0x7fff, false, -1, -1 },
	{ ONE_AT_4, true, -1, -1 },
	{ ONE_AT_4, false, -1, -1 },
	{ ONES_OF_32, true, -1, -1 },
	{ ONES_OF_32, false, -1, -1 },
	{ POINTER_AT_8, false, -1, -1 },
};
#define GUESSES (sizeof(guesses) / sizeof(guesses[0]))

static void put(char *buffer, int at, const void *value, size_t size)
{
	memcpy(buffer + at, value, size);
}

/* Fill the buffer for the association with that id and that peer. */
static void fill(char *buffer, const struct guess *guess, const struct stage *stage, sctp_assoc_t id,
		 const struct sockaddr_in *peer)
{
	static struct sockaddr_in pointed;
	const void *address = &pointed;
	const uint32_t one = 1, address_size = sizeof(pointed);

	memset(buffer, 0, LENGTH_MAX);
	if (guess->pattern == ONE_AT_4)
		put(buffer, 4, &one, sizeof(one));
	else if (guess->pattern == ONES_OF_32)
		for (int at = 0; at < LENGTH_MAX; at += 4)
			put(buffer, at, &one, sizeof(one));
	else if (guess->pattern != POINTER_AT_8)
		for (int at = 0; at < LENGTH_MAX; at += 2)
			put(buffer, at, &guess->pattern, sizeof(guess->pattern));
	if (guess->pattern == POINTER_AT_8) {
		pointed = *peer;
		put(buffer, 4, &address_size, sizeof(address_size));
		put(buffer, 8, &address, sizeof(address));
	}
	if (guess->id)
		put(buffer, 0, &id, sizeof(id));
	if (guess->peer >= 0)
		put(buffer, guess->peer, peer, sizeof(*peer));
	if (guess->local >= 0)
		put(buffer, guess->local, &stage->local, sizeof(stage->local));
}

/* ---- one call ---- */

struct question {
	struct stage *stage;
	int number;
	bool set;
	bool errors[134]; /* of all the errno values below EHWPOISON + 1, those seen */
	bool fits[LENGTH_MAX + 1];
	int best;   /* the guess that worked last */
	bool works; /* one has */
};

/* Ask with bytes as they are. Returns 0 or a positive value if it worked, or -errno. *length is
 * getsockopt()'s. */
static int ask_bytes(struct question *question, char *bytes, socklen_t *length)
{
	struct stage *stage = question->stage;
	int rc = question->set ? setsockopt(stage->fd, IPPROTO_SCTP, question->number, bytes, *length) :
				 getsockopt(stage->fd, IPPROTO_SCTP, question->number, bytes, length);

	rc = rc < 0 ? -errno : rc;
	if (rc == -EINPROGRESS)
		rc = 0;
	if (rc >= 0)
		stage->dirty = true;
	if (rc < 0 && -rc < (int)sizeof(question->errors))
		question->errors[-rc] = true;
	return rc;
}

static bool ask_guess(struct question *question, int guess, int length)
{
	struct stage *stage = question->stage;
	char bytes[LENGTH_MAX];
	socklen_t size = (socklen_t)length;

	fill(bytes, &guesses[guess], stage, stage->a, &stage->peer_a);
	if (ask_bytes(question, bytes, &size) < 0)
		return false;
	question->best = guess;
	question->works = true;
	return true;
}

static bool ask_length(struct question *question, int length)
{
	if (ask_guess(question, question->best, length))
		return true;
	stage_mend(question->stage);
	if (question->works && ask_guess(question, question->best, length))
		return true;
	/* Once it is known what is wanted, other lengths want about the same, or nothing but zeros. */
	for (int guess = 0; guess < (question->works ? 2 : (int)GUESSES); guess++)
		if (ask_guess(question, guess, length))
			return true;
	return false;
}

static int step_from(int length)
{
	return length < EVERY_LENGTH ? 1 : length < STEPS_OF_4 ? 4 : 50;
}

static void ask_lengths(struct question *question)
{
	int before = 0;

	question->fits[0] = ask_length(question, 0);
	for (int length = 1; length <= LENGTH_MAX; length += step_from(length)) {
		question->fits[length] = ask_length(question, length);
		for (int between = before + 1; between < length; between++)
			question->fits[between] = (question->fits[length] || question->fits[before]) &&
						  ask_length(question, between);
		before = length;
	}
}

/* How a guess is answered that has this id at that offset. */
static int ask_id(struct question *question, int guess, int length, int at, sctp_assoc_t id,
		  const struct sockaddr_in *peer)
{
	char bytes[LENGTH_MAX];
	socklen_t size = (socklen_t)length;
	int rc;

	stage_mend(question->stage);
	fill(bytes, &guesses[guess], question->stage, question->stage->a, peer);
	put(bytes, at, &id, sizeof(id));
	rc = ask_bytes(question, bytes, &size);
	return rc < 0 ? rc : 0;
}

/* Whether an association id is read there: the dead one is refused, or another than the one of the
 * address; and the live ones are taken. (Mending changes the ids and addresses, so they are taken anew
 * each time.) */
static bool is_id(struct question *question, int guess, int length, int at)
{
	struct stage *stage = question->stage;

	if (ask_id(question, guess, length, at, stage->dead, &stage->peer_a) != -EINVAL &&
	    ask_id(question, guess, length, at, stage->b, &stage->peer_a) != -EINVAL)
		return false;
	stage_mend(stage);
	if (ask_id(question, guess, length, at, stage->a, &stage->peer_a) != 0)
		return false;
	stage_mend(stage);
	return ask_id(question, guess, length, at, stage->b, &stage->peer_b) == 0;
}

/* The offset of the association id in a buffer of a length that fits, or -1. */
static int find_id(struct question *question, int length)
{
	if (!question->stage->live || question->stage->type != SOCK_SEQPACKET)
		return -1;
	for (int guess = 0, tried = 0; guess < (int)GUESSES && tried < ID_GUESSES; guess++) {
		stage_mend(question->stage);
		if (!ask_guess(question, guess, length))
			continue;
		for (int at = 0; at + (int)sizeof(sctp_assoc_t) <= length && at < ID_MAX; at += 4)
			if (is_id(question, guess, length, at))
				return at;
		tried++;
	}
	return -1;
}

/* ---- printing ---- */

static void print_errors(const struct question *question)
{
	const char *comma = "";

	for (int error = 1; error < (int)sizeof(question->errors); error++) {
		if (question->errors[error]) {
			printf("%s%s", comma, strerrorname_np(error));
			comma = ",";
		}
	}
}

static void print_lengths(const struct question *question)
{
	const char *comma = "";

	for (int first = 0; first <= LENGTH_MAX; first++) {
		int last = first;

		if (!question->fits[first])
			continue;
		while (last < LENGTH_MAX && question->fits[last + 1])
			last++;
		printf("%s%d", comma, first);
		if (last == LENGTH_MAX)
			printf("-");
		else if (last > first)
			printf("-%d", last);
		comma = ",";
		first = last;
	}
}

static void probe(struct stage *stage, int number, bool set)
{
	struct question question = { .stage = stage, .number = number, .set = set };
	int longest = LENGTH_MAX, id;
	char bytes[LENGTH_MAX];
	socklen_t size;

	ask_lengths(&question);
	question.errors[ENOPROTOOPT] = false;
	if (!question.works && !memchr(question.errors, true, sizeof(question.errors)))
		return;
	while (longest >= 0 && !question.fits[longest])
		longest--;
	printf("%d\t%s\t%s\t%s\t", number, stage->type == SOCK_SEQPACKET ? "many" : "one",
	       stage->live ? "live" : "fresh", set ? "set" : "get");
	if (longest < 0) {
		print_errors(&question);
		printf("\t-\t-\t-\n");
		return;
	}
	printf("ok\t");
	print_lengths(&question);
	stage_mend(stage);
	ask_length(&question, longest); /* for the guess */
	stage_mend(stage);
	size = (socklen_t)longest;
	fill(bytes, &guesses[question.best], stage, stage->a, &stage->peer_a);
	if (set || ask_bytes(&question, bytes, &size) < 0)
		printf("\t-");
	else
		printf("\t%u", size);
	id = find_id(&question, longest);
	if (id < 0)
		printf("\t-\n");
	else
		printf("\t%d\n", id);
}

/* Most numbers are unknown; it takes two sockets to see that. */
static bool is_known(int number)
{
	static const int types[] = { SOCK_SEQPACKET, SOCK_STREAM };
	bool known = false;

	for (int i = 0; i < 2; i++) {
		int fd = stage_ok(socket(AF_INET, types[i], IPPROTO_SCTP), "socket");
		char bytes[LENGTH_MAX] = { 0 };
		socklen_t size = sizeof(bytes);

		if (getsockopt(fd, IPPROTO_SCTP, number, bytes, &size) == 0 || errno != ENOPROTOOPT)
			known = true;
		if (setsockopt(fd, IPPROTO_SCTP, number, bytes, 0) == 0 || errno != ENOPROTOOPT)
			known = true;
		close(fd);
	}
	return known;
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int number = 0; number <= NUMBER_MAX; number++) {
		if (!is_known(number))
			continue;
		for (int kind = 0; kind < 8; kind++) {
			struct stage stage = { .type = kind & 4 ? SOCK_STREAM : SOCK_SEQPACKET,
					       .live = kind & 2 };

			stage_build(&stage);
			probe(&stage, number, kind & 1);
			stage_strike(&stage);
		}
	}
	return 0;
}
