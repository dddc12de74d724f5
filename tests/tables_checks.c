/* SPDX-License-Identifier: MIT
 *
 * The list of the checks, and their complaints: see tables_checks.h.
 */
#include "tests/tables_checks.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

int complaints;
bool complaints_quiet;

void complain(const char *format, ...)
{
	va_list args;

	complaints++;
	if (complaints_quiet)
		return;
	va_start(args, format);
	printf("# ");
	vprintf(format, args);
	putchar('\n');
	va_end(args);
}

const struct check checks[] = {
	{ "every_constant_of_the_header_is_in_a_table", check_constants },
	{ "every_structure_of_the_header_is_a_payload_and_every_member_a_field", check_structures },
	{ "every_member_of_the_unions_of_notifications_is_a_notification", check_unions },
	{ "options_ancillary_data_notifications_and_functions_agree_with_the_rfcs", check_rfc },
	{ "what_the_rfcs_have_and_the_header_too_has_a_row", check_rfc_complete },
	{ "options_and_messages_carry_the_structure_that_the_rfcs_say", check_payloads },
	{ "structures_grew_when_members_were_added", check_since },
	{ "every_field_has_the_unit_that_the_rfcs_say", check_units },
	{ "every_option_without_a_structure_has_the_unit_that_the_rfcs_say", check_option_units },
	{ "every_unit_is_used", check_units_used },
	{ "flags_and_states_belong_where_the_rfcs_say", check_flags },
	{ "every_flag_and_state_is_one_of_the_rfcs", check_flags_complete },
	{ "payload_protocols_are_those_of_iana", check_ppids },
	{ "tshark_knows_the_chunk_types_and_error_causes", check_tshark_codes },
	{ "linux_6_1_took_and_gave_what_the_tables_say", check_kernel },
	{ "names_and_numbers_are_unique", check_unique },
	{ "fields_lie_one_behind_the_other", check_fields },
	{ "association_ids_are_fields_of_that_unit", check_ids },
	{ "aliases_lead_somewhere", check_aliases },
	{ 0 }
};
