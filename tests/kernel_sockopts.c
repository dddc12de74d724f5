/* SPDX-License-Identifier: MIT
 * tests/kernel: --sysctl net.sctp.auth_enable=1 --sysctl net.sctp.addip_enable=1 --sysctl net.sctp.reconf_enable=1 --sysctl net.sctp.intl_enable=1
 *
 * Every row of api/def/sockopts.def on both styles of a connected socket of a real kernel: get, set what was
 * got, wrong sizes, wrong association ids; and sctp_opt_info(), which must give what getsockopt() gives when
 * the id has been written into the member that the table names. What this kernel does not do as a row says is
 * in oddities[].
 *
 * Last the other way round: tests/probe_sockopts asks this kernel without knowing any table, and what it sees
 * must be tests/data/kernel-6.1.tsv (on another kernel: must agree with the tables).
 */
#include "tests/peers.h"
#include "tests/sockopt_values.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>

#include "tests/tables_checks.h"

#define NO_SUCH_ID 0x7ffffff0 /* one-to-one sockets take any */

/* What differs from the row, by net/sctp/socket.c: the error of get and set. */
static const struct oddity {
	const char *name;
	int type; /* of socket, 0: both */
	int get, set;
	bool any_length;
} oddities[] = {
	{ "SCTP_AUTOCLOSE", SOCK_STREAM, EOPNOTSUPP, EOPNOTSUPP, false },
	{ "SCTP_GET_ASSOC_NUMBER", SOCK_STREAM, EOPNOTSUPP, 0, false },
	{ "SCTP_GET_ASSOC_ID_LIST", SOCK_STREAM, EOPNOTSUPP, 0, false },
	{ "SCTP_REUSE_PORT", SOCK_SEQPACKET, 0, EOPNOTSUPP, false },
	{ "SCTP_REUSE_PORT", SOCK_STREAM, 0, EFAULT, false }, /* the socket has a port already */
	{ "SCTP_EVENTS", 0, 0, 0, true },
	{ "SCTP_GET_ASSOC_STATS", 0, 0, 0, true },
};

static const struct oddity *oddity_of(const struct table_sockopt *option, int type)
{
	static const struct oddity none;

	for (size_t i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++)
		if (same(oddities[i].name, option->name) && (!oddities[i].type || oddities[i].type == type))
			return &oddities[i];
	return &none;
}

/* ---- what must be ---- */

/* It answers with a structure of the table's size, which has the id that was asked for. */
static struct value check_get(const struct stage *stage, const struct table_sockopt *option, sctp_assoc_t id,
			      const union peers_addr *addr)
{
	struct value value = value_for(option, id, addr), asked = value;
	size_t offset;

	peers_ok(value_get(stage, option, &value));
	if (value_has_tail(option))
		assert_in_range(value.size, value_size(option), VALUE_ROOM);
	else
		assert_int_equal(value.size, value_size(option));
	if (option->id && table_field(option->payload, option->id, &offset))
		assert_memory_equal(value.bytes + offset, asked.bytes + offset, sizeof(sctp_assoc_t));
	return value;
}

static bool refuses(const struct stage *stage, const struct table_sockopt *option, bool to_set,
		    sctp_assoc_t id, const union peers_addr *addr)
{
	struct value value = value_for(option, id, addr);
	int rc = to_set ? value_set(stage, option, &value) : value_get(stage, option, &value);

	return rc == -1 && errno == EINVAL;
}

/* The id of an association that is gone, or of another than the address is of. */
static void check_wrong_id(const struct stage *stage, const struct table_sockopt *option, bool to_set)
{
	if ((!option->id && option->unit != UNIT_ASSOC) || stage->type == SOCK_STREAM)
		return;
	assert_true(refuses(stage, option, to_set, stage->dead, NULL) ||
		    refuses(stage, option, to_set, stage->b, &stage->peer_a));
}

/* One byte less than the table's size is too little. Structures that grew have older sizes, which
 * getsockopt() takes for any length above them. */
static void check_short(const struct stage *stage, const struct table_sockopt *option, struct value value,
			bool to_set)
{
	value.size = value_size(option) - 1;
	if (oddity_of(option, stage->type)->any_length)
		return;
	if (!to_set && option->payload && option->payload->grew->version)
		return;
	peers_fails(to_set ? value_set(stage, option, &value) : value_get(stage, option, &value), EINVAL);
}

static void check_read(const struct stage *stage, const struct table_sockopt *option)
{
	const struct oddity *odd = oddity_of(option, stage->type);
	struct value value = value_for(option, stage->a, &stage->peer_a);

	if (odd->get) {
		peers_fails(value_get(stage, option, &value), odd->get);
		return;
	}
	check_short(stage, option, value, false);
	check_get(stage, option, stage->a, &stage->peer_a);
	check_wrong_id(stage, option, false);
	if (stage->type == SOCK_SEQPACKET) {
		check_get(stage, option, stage->b, &stage->peer_b);
	} else if (option->id) {
		value = value_for(option, NO_SUCH_ID, &stage->peer_a);
		peers_ok(value_get(stage, option, &value));
	}
}

static void check_write_back(const struct stage *stage, const struct table_sockopt *option)
{
	const struct oddity *odd = oddity_of(option, stage->type);
	struct value value = value_for(option, stage->a, &stage->peer_a);

	if (!odd->get)
		value = check_get(stage, option, stage->a, &stage->peer_a);
	if (odd->set) {
		peers_fails(value_set(stage, option, &value), odd->set);
		return;
	}
	check_short(stage, option, value, true);
	peers_ok(value_set(stage, option, &value));
	check_wrong_id(stage, option, true);
}

static void check_write(const struct stage *stage, const struct table_sockopt *option)
{
	struct value value = value_for(option, stage->a, &stage->local);

	check_short(stage, option, value, true);
	check_wrong_id(stage, option, true);
	peers_ok(value_set(stage, option, &value));
}

/* Of an option that does not serve the call. EOPNOTSUPP is for those that serve the other. */
static void check_unserved(const struct stage *stage, const struct table_sockopt *option, bool to_set)
{
	struct value value = { .size = VALUE_ROOM };

	errno = 0;
	assert_int_equal(to_set ? value_set(stage, option, &value) : value_get(stage, option, &value), -1);
	if (errno != EOPNOTSUPP || to_set || !(option->access & ACCESS_WO))
		assert_int_equal(errno, ENOPROTOOPT);
}

/* The options of functions have tests of their own: tests/kernel_addresses.c. Here: Linux knows them. */
static void check_call(const struct stage *stage, const struct table_sockopt *option)
{
	struct value value = { .size = 1 };

	if (option->access & ACCESS_RO)
		peers_fails(value_get(stage, option, &value), EINVAL);
	else
		peers_fails(value_set(stage, option, &value), EINVAL);
}

static void check_row(const struct table_sockopt *option, int type)
{
	struct stage stage;

	stage_up(&stage, type);
	if (!(option->access & ACCESS_RO))
		check_unserved(&stage, option, false);
	if (!(option->access & ACCESS_WO))
		check_unserved(&stage, option, true);
	if (option->access & ACCESS_CALL) {
		check_call(&stage, option);
		return;
	}
	if (option->access & ACCESS_RO)
		check_read(&stage, option);
	if (option->access == ACCESS_RW)
		check_write_back(&stage, option);
	if (option->access == ACCESS_WO)
		check_write(&stage, option);
}

static void one_to_many(void **state)
{
	check_row(*state, SOCK_SEQPACKET);
}

static void one_to_one(void **state)
{
	check_row(*state, SOCK_STREAM);
}

/* ---- sctp_opt_info() ---- */

/* The same question to both; the library puts in the id itself. */
static void check_opt_info(const struct stage *stage, const struct table_sockopt *option, sctp_assoc_t id,
			   const union peers_addr *addr)
{
	struct value raw = value_for(option, id, addr), ours = value_for(option, 0, addr);
	int raw_rc, raw_errno;

	value_get(stage, option, &raw); /* once for nothing: counters 'since the last call' start */
	raw = value_for(option, id, addr);
	errno = 0;
	raw_rc = value_get(stage, option, &raw);
	raw_errno = errno;
	errno = 0;
	assert_int_equal(sctp_opt_info(stage->fd, id, option->number, ours.bytes, &ours.size), raw_rc);
	assert_int_equal(errno, raw_errno);
	if (raw_rc == 0) {
		assert_int_equal(ours.size, raw.size);
		assert_memory_equal(ours.bytes, raw.bytes, raw.size);
	}
}

static void opt_info(void **state)
{
	const struct table_sockopt *option = *state;
	const int types[] = { SOCK_SEQPACKET, SOCK_STREAM };

	for (int i = 0; i < 2; i++) {
		struct stage stage;

		stage_up(&stage, types[i]);
		check_opt_info(&stage, option, stage.a, &stage.peer_a);
		if (types[i] == SOCK_SEQPACKET) {
			check_opt_info(&stage, option, stage.b, &stage.peer_b);
			check_opt_info(&stage, option, stage.b, &stage.peer_a);
			check_opt_info(&stage, option, stage.dead, NULL);
		}
	}
}

/* ---- the probe ---- */

static char probe[512];

/* Two lines of tests/data or of the probe. */
static bool same_rows(const struct tsv_row *a, const struct tsv_row *b, int fields)
{
	for (int i = 0; i < fields; i++)
		if (!same(a->field[i], b->field[i]))
			return false;
	return true;
}

static void what_the_probe_sees_is_what_was_recorded_and_agrees_with_the_tables(void **state)
{
	enum { FIELDS = 8 };
	const struct tsv *recorded = TSV("kernel-6.1.tsv", FIELDS);
	FILE *output = popen(probe, "r");
	struct utsname kernel;
	struct tsv seen;

	(void)state;
	alarm(120);
	assert_non_null(output);
	seen = tsv_read_stream(output, "probe_sockopts", FIELDS);
	assert_int_equal(pclose(output), 0);
	complaints = 0;
	check_kernel_says(&seen);
	assert_int_equal(complaints, 0);
	uname(&kernel);
	if (strncmp(kernel.release, "6.1.", 4) != 0)
		return;
	assert_int_equal(seen.count, recorded->count);
	for (size_t i = 0; i < seen.count; i++) {
		if (!same_rows(&seen.rows[i], &recorded->rows[i], FIELDS)) {
			print_error("probe_sockopts:%d is not kernel-6.1.tsv:%d\n", seen.rows[i].line,
				    recorded->rows[i].line);
			fail();
		}
	}
}

/* ---- running ---- */

#define TESTS_MAX 256

static struct CMUnitTest tests[TESTS_MAX];
static size_t test_count;

static void add_test(const struct table_sockopt *option, const char *sentence, CMUnitTestFunction function)
{
	char *name;

	if (test_count == TESTS_MAX || asprintf(&name, "%s_%s", option->name, sentence) < 0)
		exit(1);
	tests[test_count++] =
		(struct CMUnitTest){ name, function, peers_setup, peers_teardown, (void *)option };
}

int main(int argc, char **argv)
{
	int failed;

	(void)argc;
	for (const struct table_sockopt *option = table_sockopts; option->name; option++) {
		add_test(option, "of_a_one_to_many_socket_is_as_the_table_says", one_to_many);
		add_test(option, "of_a_one_to_one_socket_is_as_the_table_says", one_to_one);
		if ((option->access & (ACCESS_RO | ACCESS_CALL)) == ACCESS_RO)
			add_test(option, "is_the_same_by_sctp_opt_info_as_by_getsockopt", opt_info);
	}
	/* Valgrind would see this program wait for another. */
	if (!getenv("VALGRIND"))
		tests[test_count++] = (struct CMUnitTest)PEERS_TEST(
			what_the_probe_sees_is_what_was_recorded_and_agrees_with_the_tables);
	snprintf(probe, sizeof(probe), "%s/probe_sockopts", dirname(argv[0]));
	peers_begin();
	failed = _cmocka_run_group_tests("tests", tests, test_count, NULL, NULL);
	for (size_t i = 0; i < test_count - !getenv("VALGRIND"); i++)
		free((char *)tests[i].name);
	return failed;
}
