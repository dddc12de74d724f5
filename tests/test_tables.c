/* SPDX-License-Identifier: MIT
 *
 * The tables of api/def against what others say (tables_checks.h), and the functions that find rows in them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>

#include "api/tables.h"
#include "tests/tables_checks.h"

/* ---- the functions that look rows up: examples from the RFC ---- */

static void every_option_is_found_by_number_and_name(void **state)
{
	(void)state;
	for (const struct table_sockopt *row = table_sockopts; row->name; row++) {
		assert_ptr_equal(table_sockopt(row->number), row);
		assert_ptr_equal(table_sockopt_named(row->name), row);
	}
	assert_ptr_equal(table_sockopt_named("SCTP_DELAYED_ACK_TIME"), table_sockopt(16));
	assert_null(table_sockopt(99));
	assert_null(table_sockopt_named("SCTP_EXPLICIT_EOR"));
}

static void ancillary_data_infos_and_notifications_are_found_by_number_and_name(void **state)
{
	(void)state;
	assert_string_equal(table_cmsg(3)->name, "SCTP_RCVINFO");
	assert_ptr_equal(table_cmsg_named("SCTP_RCVINFO"), table_cmsg(3));
	assert_null(table_cmsg(9));
	assert_string_equal(table_info(DIRECTION_SEND, 3)->name, "SCTP_SENDV_AUTHINFO");
	assert_string_equal(table_info(DIRECTION_RECV, 3)->name, "SCTP_RECVV_RN");
	assert_ptr_equal(table_info_named("SCTP_RECVV_RN"), table_info(DIRECTION_RECV, 3));
	assert_null(table_info(DIRECTION_RECV, 4));
	assert_null(table_info(DIRECTION_SEND, 0)->payload);
	assert_string_equal(table_notification(0x8004)->name, "SCTP_REMOTE_ERROR");
	assert_ptr_equal(table_notification_named("SCTP_AUTHENTICATION_INDICATION"),
			 table_notification(0x8008));
	assert_null(table_notification(4));
}

static void protocols_are_found_by_number_in_host_order_and_by_name_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(table_ppid(46)->name, "Diameter");
	assert_int_equal(table_ppid_named("m3ua")->number, 3);
	assert_null(table_ppid(0x2e000000));
	assert_null(table_ppid_named("TCP"));
}

static void a_path_of_members_leads_into_structures_inside(void **state)
{
	const struct table_payload *flags_arg = table_payload_named("sctp_peeloff_flags_arg_t");
	const struct table_payload *status = table_payload_named("sctp_status");
	size_t offset = 77;

	(void)state;
	assert_string_equal(table_field(flags_arg, "p_arg.sd", &offset)->name, "sd");
	assert_int_equal(offset, 4);
	assert_int_equal(table_field(status, "sstat_primary.spinfo_rto", &offset)->unit, UNIT_MSEC);
	assert_int_equal(offset, 24 + 144);
	offset = 77;
	assert_null(table_field(status, "sstat_primary.spinfo", &offset));
	assert_null(table_field(status, "sstat_state.spinfo_rto", &offset));
	assert_null(table_field(status, "sstat_stat", &offset));
	assert_null(table_field(status, "", &offset));
	assert_int_equal(offset, 77);
}

static void flags_come_out_one_by_one_and_leave_what_is_unknown(void **state)
{
	const struct table_set *set = table_set_named("sinfo_flags");
	uint32_t rest = 0x30 | 0x1 | 0x200 | 0x1000;

	(void)state;
	assert_string_equal(table_flag(set, &rest)->name, "SCTP_PR_SCTP_PRIO");
	assert_string_equal(table_flag(set, &rest)->name, "SCTP_UNORDERED");
	assert_string_equal(table_flag(set, &rest)->name, "SCTP_EOF");
	assert_null(table_flag(set, &rest));
	assert_int_equal(rest, 0x1000);
}

static void of_several_names_for_a_number_the_rfcs_is_shown_and_masks_never(void **state)
{
	uint32_t rest = 3, unknown = 99;

	(void)state;
	assert_string_equal(table_value(table_set_named("scheduler"), 0)->name, "SCTP_SS_FCFS");
	assert_string_equal(table_value(table_set_named("auth_indication"), 0)->name, "SCTP_AUTH_NEW_KEY");
	assert_string_equal(table_flag(table_set_named("spp_flags"), &rest)->name, "SPP_HB_ENABLE");
	assert_int_equal(rest, 2);
	rest = 0;
	assert_string_equal(table_flag(table_set_named("sac_state"), &rest)->name, "SCTP_COMM_UP");
	assert_null(table_flag(table_set_named("sac_state"), &unknown));
	assert_int_equal(unknown, 99);
	assert_null(table_value(table_set_named("spp_flags"), 0x60));
}

/* ---- running ---- */

static void run_check(void **state)
{
	const struct check *check = *state;

	complaints = 0;
	check->run();
	assert_int_equal(complaints, 0);
}

/* The TShark of this machine, if any. */
static void tshark_of_this_machine_knows_the_payload_protocols(void **state)
{
	static const char command[] =
		"tshark -G values 2>/dev/null | sed -n 's/^V\tsctp.data_payload_proto_id\t//p'";
	FILE *output = popen(command, "r");
	struct tsv tshark;

	(void)state;
	assert_non_null(output);
	tshark = tsv_read_stream(output, "tshark", 2);
	pclose(output);
	if (!tshark.count) {
		print_message("tshark is not installed\n");
		skip();
	}
	complaints = 0;
	check_tshark_ppids_of(&tshark);
	assert_int_equal(complaints, 0);
}

#define CHECKS_MAX 40

/* With SAN=1: what the checks read, they keep until they end. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

int main(void)
{
	static const struct check tshark = { "tshark_4_0_knows_the_payload_protocols", check_tshark_ppids };
	struct CMUnitTest tests[CHECKS_MAX] = {
		{ tshark.sentence, run_check, NULL, NULL, (void *)&tshark },
		cmocka_unit_test(tshark_of_this_machine_knows_the_payload_protocols),
		cmocka_unit_test(every_option_is_found_by_number_and_name),
		cmocka_unit_test(ancillary_data_infos_and_notifications_are_found_by_number_and_name),
		cmocka_unit_test(protocols_are_found_by_number_in_host_order_and_by_name_in_any_case),
		cmocka_unit_test(a_path_of_members_leads_into_structures_inside),
		cmocka_unit_test(flags_come_out_one_by_one_and_leave_what_is_unknown),
		cmocka_unit_test(of_several_names_for_a_number_the_rfcs_is_shown_and_masks_never),
	};
	size_t count = 8;

	for (const struct check *check = checks; check->sentence; check++)
		tests[count++] =
			(struct CMUnitTest){ check->sentence, run_check, NULL, NULL, (void *)check };
	setvbuf(stdout, NULL, _IOLBF, 0);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	/* Not cmocka_run_group_tests(): that takes the size of the whole array. */
	return _cmocka_run_group_tests("tests", tests, count, NULL, NULL);
}
