/* SPDX-License-Identifier: MIT
 *
 * sctp_opt_info() on kernels that the test plays, from Linux 3.2 to 6.1: where it puts the association's id,
 * and programs whose structures are older or newer than the kernel's. Offsets and sizes are the compiler's,
 * of <linux/sctp.h>; what each kernel takes is sctp_getsockopt_events', _peer_addr_params' and _event's of
 * its source.
 */
#include "tests/intercept.h"
#include "tests/isolate.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define SD 3
#define STALE 4242
#define ID 0x1a2b3c4d
#define FILL 0xa5

enum { NO_ID = -1, WRITE_ONLY = -2, CALL = -3 };
struct expected {
	int option;
	int id_at; /* offset of the association's id, or one of the above */
	size_t size;
};

/* clang-format off */
static const struct expected expected[] = {
#define HAS_ID(option, type, member) { option, offsetof(type, member), sizeof(type) }
#define WITHOUT(option, type) { option, NO_ID, sizeof(type) }
	HAS_ID(SCTP_RTOINFO, struct sctp_rtoinfo, srto_assoc_id),
	HAS_ID(SCTP_ASSOCINFO, struct sctp_assocparams, sasoc_assoc_id),
	WITHOUT(SCTP_INITMSG, struct sctp_initmsg),
	WITHOUT(SCTP_NODELAY, int),
	WITHOUT(SCTP_AUTOCLOSE, int),
	{ SCTP_SET_PEER_PRIMARY_ADDR, WRITE_ONLY, 0 },
	HAS_ID(SCTP_PRIMARY_ADDR, struct sctp_prim, ssp_assoc_id),
	WITHOUT(SCTP_ADAPTATION_LAYER, struct sctp_setadaptation),
	WITHOUT(SCTP_DISABLE_FRAGMENTS, int),
	HAS_ID(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams, spp_assoc_id),
	HAS_ID(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo, sinfo_assoc_id),
	WITHOUT(SCTP_EVENTS, struct sctp_event_subscribe),
	WITHOUT(SCTP_I_WANT_MAPPED_V4_ADDR, int),
	HAS_ID(SCTP_MAXSEG, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_STATUS, struct sctp_status, sstat_assoc_id),
	HAS_ID(SCTP_GET_PEER_ADDR_INFO, struct sctp_paddrinfo, spinfo_assoc_id),
	HAS_ID(SCTP_DELAYED_SACK, struct sctp_sack_info, sack_assoc_id),
	HAS_ID(SCTP_CONTEXT, struct sctp_assoc_value, assoc_id),
	WITHOUT(SCTP_FRAGMENT_INTERLEAVE, int),
	WITHOUT(SCTP_PARTIAL_DELIVERY_POINT, uint32_t),
	HAS_ID(SCTP_MAX_BURST, struct sctp_assoc_value, assoc_id),
	{ SCTP_AUTH_CHUNK, WRITE_ONLY, 0 },
	WITHOUT(SCTP_HMAC_IDENT, struct sctp_hmacalgo),
	{ SCTP_AUTH_KEY, WRITE_ONLY, 0 },
	HAS_ID(SCTP_AUTH_ACTIVE_KEY, struct sctp_authkeyid, scact_assoc_id),
	{ SCTP_AUTH_DELETE_KEY, WRITE_ONLY, 0 },
	HAS_ID(SCTP_PEER_AUTH_CHUNKS, struct sctp_authchunks, gauth_assoc_id),
	HAS_ID(SCTP_LOCAL_AUTH_CHUNKS, struct sctp_authchunks, gauth_assoc_id),
	WITHOUT(SCTP_GET_ASSOC_NUMBER, uint32_t),
	WITHOUT(SCTP_GET_ASSOC_ID_LIST, struct sctp_assoc_ids),
	WITHOUT(SCTP_AUTO_ASCONF, int),
	HAS_ID(SCTP_PEER_ADDR_THLDS, struct sctp_paddrthlds, spt_assoc_id),
	WITHOUT(SCTP_RECVRCVINFO, int),
	WITHOUT(SCTP_RECVNXTINFO, int),
	HAS_ID(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo, snd_assoc_id),
	{ SCTP_AUTH_DEACTIVATE_KEY, WRITE_ONLY, 0 },
	WITHOUT(SCTP_REUSE_PORT, int),
	HAS_ID(SCTP_PEER_ADDR_THLDS_V2, struct sctp_paddrthlds_v2, spt_assoc_id),
	{ SCTP_SOCKOPT_BINDX_ADD, CALL, 0 },
	{ SCTP_SOCKOPT_BINDX_REM, CALL, 0 },
	{ SCTP_SOCKOPT_PEELOFF, CALL, 0 },
	{ SCTP_SOCKOPT_CONNECTX_OLD, CALL, 0 },
	{ SCTP_GET_PEER_ADDRS, CALL, 0 },
	{ SCTP_GET_LOCAL_ADDRS, CALL, 0 },
	{ SCTP_SOCKOPT_CONNECTX, CALL, 0 },
	{ SCTP_SOCKOPT_CONNECTX3, CALL, 0 },
	HAS_ID(SCTP_GET_ASSOC_STATS, struct sctp_assoc_stats, sas_assoc_id),
	HAS_ID(SCTP_PR_SUPPORTED, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo, pr_assoc_id),
	HAS_ID(SCTP_PR_ASSOC_STATUS, struct sctp_prstatus, sprstat_assoc_id),
	HAS_ID(SCTP_PR_STREAM_STATUS, struct sctp_prstatus, sprstat_assoc_id),
	HAS_ID(SCTP_RECONFIG_SUPPORTED, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_ENABLE_STREAM_RESET, struct sctp_assoc_value, assoc_id),
	{ SCTP_RESET_STREAMS, WRITE_ONLY, 0 },
	{ SCTP_RESET_ASSOC, WRITE_ONLY, 0 },
	{ SCTP_ADD_STREAMS, WRITE_ONLY, 0 },
	{ SCTP_SOCKOPT_PEELOFF_FLAGS, CALL, 0 },
	HAS_ID(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_STREAM_SCHEDULER_VALUE, struct sctp_stream_value, assoc_id),
	HAS_ID(SCTP_INTERLEAVING_SUPPORTED, struct sctp_assoc_value, assoc_id),
	{ SCTP_SENDMSG_CONNECT, CALL, 0 },
	HAS_ID(SCTP_EVENT, struct sctp_event, se_assoc_id),
	HAS_ID(SCTP_ASCONF_SUPPORTED, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_AUTH_SUPPORTED, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_ECN_SUPPORTED, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, struct sctp_assoc_value, assoc_id),
	HAS_ID(SCTP_REMOTE_UDP_ENCAPS_PORT, struct sctp_udpencaps, sue_assoc_id),
	HAS_ID(SCTP_PLPMTUD_PROBE_INTERVAL, struct sctp_probeinterval, spi_assoc_id),
#undef HAS_ID
#undef WITHOUT
};
/* clang-format on */
#define EXPECTED (sizeof(expected) / sizeof(expected[0]))

static void every_row_of_the_table_of_options_is_tested_here(void **state)
{
	static const struct {
		int option;
		const char *name;
	} rows[] = {
#define SOCKOPT(name, ...) { name, #name },
#define SOCKOPT_PLAIN(name, ...) { name, #name },
#define SOCKOPT_INT(name, ...) { name, #name },
#define SOCKOPT_ADDRS(name, ...) { name, #name },
#include "api/def/sockopts.def"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t j = 0;

		while (j < EXPECTED && expected[j].option != rows[i].option)
			j++;
		if (j == EXPECTED)
			fail_msg("%s has no row in this file", rows[i].name);
	}
}

/* Takes every option, answers with bytes of 0x5a as many as asked for. */
static int agreeable(int level, int option, void *value, socklen_t *size)
{
	(void)level;
	(void)option;
	memset(value, 0x5a, *size);
	return 0;
}

/*
 * lksctp-tools writes every id at offset 0 (opt_info.c:56), and refuses most options with +95
 * (opt_info.c:59).
 */
static void the_id_goes_where_the_options_structure_has_it(void **state)
{
	static const size_t more[] = { 0, 1, 100 };

	(void)state;
	for (size_t i = 0; i < EXPECTED * 3; i++) {
		const struct expected *e = &expected[i / 3];
		socklen_t size = (socklen_t)(e->size + more[i % 3]);
		unsigned char *arg = tail_alloc(size); /* unaligned, where more is odd */
		unsigned char want[512];
		const sctp_assoc_t id = ID;

		if (e->id_at < NO_ID)
			continue;
		intercept_reset();
		kernel.getsockopt = agreeable;
		memset(arg, FILL, size);
		memset(want, FILL, size);
		if (e->id_at >= 0)
			memcpy(want + e->id_at, &id, sizeof(id));
		errno = STALE;
		assert_int_equal(sctp_opt_info(SD, ID, e->option, arg, &size), 0);
		assert_int_equal(errno, STALE);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].function, GETSOCKOPT);
		assert_int_equal(calls[0].level, IPPROTO_SCTP);
		assert_int_equal(calls[0].option, e->option);
		assert_int_equal(calls[0].size, e->size + more[i % 3]);
		assert_memory_equal(calls[0].value, want, size);
		memset(want, 0x5a, size);
		assert_memory_equal(arg, want, size);
	}
}

static void an_arg_too_short_for_the_id_is_handed_over_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXPECTED; i++) {
		int room = expected[i].id_at < 0 ? 0 : expected[i].id_at + 3;

		for (int size = 0; size <= room; size++) {
			unsigned char *arg = tail_alloc((size_t)size), want[64];
			socklen_t length = (socklen_t)size;

			intercept_reset();
			kernel.getsockopt = agreeable;
			memset(arg, FILL, length);
			memset(want, FILL, length);
			assert_int_equal(sctp_opt_info(SD, ID, expected[i].option, arg, &length), 0);
			assert_int_equal(calls[0].size, size);
			assert_memory_equal(calls[0].value, want, length);
		}
	}
}

static void options_that_nobody_knows_get_the_kernels_answer(void **state)
{
	static const int options[] = { -1, INT_MIN, INT_MAX, 38, 99, 103, 134, 255, 256, 65536 };
	unsigned char arg[8] = { 0 }, zero[8] = { 0 };
	socklen_t size = sizeof(arg);

	(void)state;
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		intercept_reset();
		errno = 0;
		assert_int_equal(sctp_opt_info(SD, ID, options[i], arg, &size), -1);
		assert_int_equal(errno, ENOPROTOOPT);
		assert_int_equal(call_count, 1);
		assert_int_equal(calls[0].option, options[i]);
		kernel.getsockopt = agreeable; /* a newer kernel */
		assert_int_equal(sctp_opt_info(SD, ID, options[i], arg, &size), 0);
		assert_memory_equal(calls[1].value, zero, sizeof(zero));
		memset(arg, 0, sizeof(arg));
	}
}

static void null_pointers_are_efault(void **state)
{
	socklen_t size = 156;
	unsigned char arg[256];

	(void)state;
	for (size_t i = 0; i < EXPECTED; i++) {
		errno = 0;
		intercept_reset();
		assert_int_equal(sctp_opt_info(SD, ID, expected[i].option, NULL, &size), -1);
		assert_int_equal(errno, EFAULT);
		errno = 0;
		assert_int_equal(sctp_opt_info(SD, ID, expected[i].option, arg, NULL), -1);
		assert_int_equal(errno, EFAULT);
		errno = 0;
		assert_int_equal(sctp_opt_info(SD, ID, expected[i].option, NULL, NULL), -1);
		assert_int_equal(errno, EFAULT);
		assert_int_equal(call_count, 3);
	}
}

static void errors_are_the_kernels(void **state)
{
	static const int errors[] = {
		EINVAL, EBADF, ENOTSOCK, ENOPROTOOPT, EACCES, EFAULT, ENOMEM, ENOTCONN
	};

	(void)state;
	for (size_t i = 0; i < EXPECTED; i++) {
		for (size_t j = 0; j < sizeof(errors) / sizeof(errors[0]); j++) {
			unsigned char arg[256] = { 0 };
			socklen_t size = expected[i].size ? (socklen_t)expected[i].size : 4;

			intercept_reset();
			for (unsigned int nth = 1; nth <= 2; nth++)
				kernel_fails(GETSOCKOPT, nth, errors[j]);
			errno = 0;
			assert_int_equal(sctp_opt_info(SD, ID, expected[i].option, arg, &size), -1);
			if (errors[j] != ENOPROTOOPT || expected[i].option != SCTP_EVENT)
				assert_int_equal(errno, errors[j]);
			assert_in_range(call_count, 1, 2);
		}
	}
}

/* ---- kernels ---- */

static const struct version {
	const char *name;
	socklen_t events;          /* size of its struct sctp_event_subscribe */
	bool whole_events;         /* a shorter one is EINVAL: before 3.4 */
	socklen_t paddrparams;     /* size of its struct sctp_paddrparams */
	socklen_t paddrparams_old; /* a shorter one that it takes as well: since 4.19 */
	bool event;                /* it has SCTP_EVENT: since 5.0 */
} versions[] = {
	{ "3.2", 10, true, 152, 0, false },
	{ "3.4", 10, false, 152, 0, false },
	{ "4.11", 11, false, 152, 0, false },
	{ "4.12", 13, false, 152, 0, false },
	{ "4.19", 13, false, 156, 152, false },
	{ "5.0", 13, false, 156, 152, true },
	{ "5.5", 14, false, 156, 152, true },
	{ "6.1", 14, false, 156, 152, true },
	/* What nobody has built yet, and a vendor might: today's structures, insisted on. */
	{ "a strict one", 14, true, 156, 0, false },
};
#define VERSIONS (sizeof(versions) / sizeof(versions[0]))
static const struct version *version;
static unsigned char setting[156]; /* what the kernel's structure holds */

static int get(void *value, socklen_t *size, socklen_t given)
{
	memcpy(value, setting, given);
	*size = given;
	return 0;
}

static int old_getsockopt(int level, int option, void *value, socklen_t *size)
{
	struct sctp_paddrparams params;
	struct sctp_event event;

	if (level != IPPROTO_SCTP)
		return -EINVAL;
	switch (option) {
	case SCTP_EVENTS:
		if (*size == 0 || (version->whole_events && *size < version->events))
			return -EINVAL;
		return get(value, size, *size < version->events ? *size : version->events);
	case SCTP_PEER_ADDR_PARAMS:
		if (*size < version->paddrparams &&
		    (!version->paddrparams_old || *size < version->paddrparams_old))
			return -EINVAL;
		memcpy(&params, value, 152);
		if (params.spp_assoc_id != ID)
			return -EINVAL;
		return get(value, size,
			   *size < version->paddrparams ? version->paddrparams_old : version->paddrparams);
	case SCTP_EVENT:
		if (!version->event)
			return -ENOPROTOOPT;
		if (*size < sizeof(event))
			return -EINVAL;
		memcpy(&event, value, sizeof(event));
		if (event.se_type < SCTP_SN_TYPE_BASE || event.se_type >= SCTP_SN_TYPE_BASE + version->events)
			return -EINVAL;
		event.se_on = setting[event.se_type - SCTP_SN_TYPE_BASE];
		memcpy(value, &event, sizeof(event));
		*size = sizeof(event);
		return 0;
	default:
		return -ENOPROTOOPT;
	}
}

/*
 * The program's structure has asked bytes, the kernel's has; what the kernel lacks is 0, and no byte more is
 * touched.
 */
static void ask(int option, socklen_t asked, socklen_t has)
{
	unsigned char want[160] = { 0 }, *arg = tail_alloc(asked);
	socklen_t *size = tail_alloc(sizeof(*size));
	const sctp_assoc_t id = ID;

	intercept_reset();
	kernel.getsockopt = old_getsockopt;
	memset(arg, FILL, asked);
	for (size_t i = 0; i < sizeof(setting); i++)
		setting[i] = (unsigned char)(i + 1);
	if (option == SCTP_PEER_ADDR_PARAMS)
		memcpy(setting, &id, sizeof(id));
	memcpy(want, setting, has < asked ? has : asked);
	*size = asked;
	errno = STALE;
	if (sctp_opt_info(SD, ID, option, arg, size) != 0)
		fail_msg("option %d, %u bytes, Linux %s: %s", option, asked, version->name, strerror(errno));
	assert_int_equal(errno, STALE);
	assert_in_range(call_count, 1, 2);
	assert_true(*size <= asked && *size > 0);
	if (memcmp(arg, want, asked) != 0)
		print_error("option %d, %u bytes, Linux %s:\n", option, asked, version->name);
	assert_memory_equal(arg, want, asked);
}

/* RFC 6458 6.2.1; the sizes that <linux/sctp.h> had: 10 until 4.10, 11 in 4.11, 13 from 4.12, 14 from 5.5. */
static void sctp_events_of_any_age_are_read_from_a_kernel_of_any_age(void **state)
{
	static const socklen_t sizes[] = { 10, 11, 13, 14 };

	(void)state;
	for (version = versions; version < versions + VERSIONS; version++) {
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
			ask(SCTP_EVENTS, sizes[i], version->events);
	}
}

/* 152 bytes until 4.18, 156 from 4.19. */
static void peer_addr_params_of_any_age_are_read_from_a_kernel_of_any_age(void **state)
{
	(void)state;
	for (version = versions; version < versions + VERSIONS; version++) {
		ask(SCTP_PEER_ADDR_PARAMS, 152, version->paddrparams);
		ask(SCTP_PEER_ADDR_PARAMS, 156, version->paddrparams);
	}
}

static void a_buffer_larger_than_any_structure_keeps_what_the_kernel_leaves(void **state)
{
	unsigned char arg[300], tail[300];
	socklen_t size;

	(void)state;
	memset(tail, FILL, sizeof(tail));
	for (version = versions; version < versions + VERSIONS; version++) {
		memset(arg, FILL, sizeof(arg));
		kernel.getsockopt = old_getsockopt;
		size = sizeof(arg);
		assert_int_equal(sctp_opt_info(SD, ID, SCTP_EVENTS, arg, &size), 0);
		assert_int_equal(size, version->events);
		assert_memory_equal(arg + size, tail, sizeof(arg) - size);
	}
}

static void a_size_from_before_that_is_refused_in_either_way_is_an_error(void **state)
{
	static const struct {
		int option;
		socklen_t size;
	} tables[] = {
		{ SCTP_EVENTS, 10 },
		{ SCTP_EVENTS, 11 },
		{ SCTP_EVENTS, 13 },
		{ SCTP_PEER_ADDR_PARAMS, 152 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		unsigned char arg[160] = { 0 };
		socklen_t size = tables[i].size;

		intercept_reset();
		kernel_fails(GETSOCKOPT, 1, EINVAL);
		kernel_fails(GETSOCKOPT, 2, EACCES);
		assert_int_equal(sctp_opt_info(SD, ID, tables[i].option, arg, &size), -1);
		assert_int_equal(errno, EACCES);
		assert_int_equal(call_count, 2);
		assert_int_equal(size, tables[i].size);
	}
}

/* lksctp-tools tests errno without an error in connectx.c:164; here it could, too. */
static void an_errno_from_before_is_not_taken_for_this_calls(void **state)
{
	static const int errors[] = { EINVAL, ENOPROTOOPT, ENOMEM };

	(void)state;
	version = &versions[VERSIONS - 2];
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]) * 2; i++) {
		struct sctp_event event = { .se_type = SCTP_ASSOC_CHANGE };
		unsigned char events[13];
		socklen_t size = i % 2 ? sizeof(event) : sizeof(events);

		intercept_reset();
		kernel.getsockopt = old_getsockopt;
		errno = errors[i / 2];
		assert_int_equal(sctp_opt_info(SD, ID, i % 2 ? SCTP_EVENT : SCTP_EVENTS,
					       i % 2 ? (void *)&event : events, &size),
				 0);
		assert_int_equal(errno, errors[i / 2]);
		assert_int_equal(call_count, 1);
	}
}

/* Sizes that no structure ever had are the kernel's business, after one call. */
static void sizes_that_no_structure_had_are_not_helped(void **state)
{
	unsigned char arg[160] = { 0 };

	(void)state;
	version = versions;
	for (socklen_t size = 0; size < 152; size++) {
		socklen_t length = size;

		intercept_reset();
		kernel.getsockopt = old_getsockopt;
		assert_int_equal(sctp_opt_info(SD, ID, SCTP_PEER_ADDR_PARAMS, arg, &length), -1);
		assert_int_equal(errno, EINVAL);
		assert_int_equal(call_count, 1);
		assert_int_equal(length, size);
	}
}

/* RFC 6458 6.2.2; before Linux 5.0 SCTP_EVENT is unknown, and SCTP_EVENTS has the same in another form. */
static void sctp_event_is_read_on_kernels_that_have_sctp_events_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(setting); i++)
		setting[i] = i % 3 == 0;
	for (version = versions; version < versions + VERSIONS; version++) {
		for (unsigned int type = 0x7ff0; type < 0x8020; type++) {
			const unsigned int index = type - SCTP_SN_TYPE_BASE;
			const bool known = type >= SCTP_SN_TYPE_BASE && type <= SCTP_SEND_FAILED_EVENT;
			struct sctp_event event = { .se_type = (uint16_t)type, .se_on = 2 };
			char *arg = (char *)tail_alloc(sizeof(event) + 1);
			socklen_t size = sizeof(event);

			intercept_reset();
			kernel.getsockopt = old_getsockopt;
			memcpy(arg, &event, sizeof(event));
			errno = STALE;
			if (!known || (version->event && index >= version->events)) {
				assert_int_equal(sctp_opt_info(SD, ID, SCTP_EVENT, arg, &size), -1);
				assert_int_equal(errno, EINVAL);
				continue;
			}
			assert_int_equal(sctp_opt_info(SD, ID, SCTP_EVENT, arg, &size), 0);
			assert_int_equal(errno, STALE);
			assert_int_equal(call_count, version->event ? 1 : 2);
			assert_int_equal(size, sizeof(event));
			memcpy(&event, arg, sizeof(event));
			assert_int_equal(event.se_assoc_id, ID);
			assert_int_equal(event.se_type, type);
			assert_int_equal(event.se_on, index < version->events ? setting[index] : 0);
		}
	}
	version = versions;
	for (socklen_t size = 0; size < sizeof(struct sctp_event); size++) {
		socklen_t length = size;
		char *arg = tail_alloc(size);

		assert_int_equal(sctp_opt_info(SD, ID, SCTP_EVENT, arg, &length), -1);
		assert_int_equal(errno, EINVAL);
	}
}

/* The socket is none of SCTP's, or the kernel has neither option. */
static void sctp_event_where_sctp_events_fails_too_is_an_error(void **state)
{
	struct sctp_event event = { .se_type = SCTP_ASSOC_CHANGE };
	socklen_t size = sizeof(event);

	(void)state;
	errno = 0;
	assert_int_equal(sctp_opt_info(SD, ID, SCTP_EVENT, &event, &size), -1);
	assert_int_equal(errno, ENOPROTOOPT);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_table_of_options_is_tested_here),
		cmocka_unit_test(the_id_goes_where_the_options_structure_has_it),
		cmocka_unit_test(an_arg_too_short_for_the_id_is_handed_over_as_it_is),
		cmocka_unit_test(options_that_nobody_knows_get_the_kernels_answer),
		cmocka_unit_test(null_pointers_are_efault),
		cmocka_unit_test(errors_are_the_kernels),
		cmocka_unit_test(sctp_events_of_any_age_are_read_from_a_kernel_of_any_age),
		cmocka_unit_test(peer_addr_params_of_any_age_are_read_from_a_kernel_of_any_age),
		cmocka_unit_test(a_buffer_larger_than_any_structure_keeps_what_the_kernel_leaves),
		cmocka_unit_test(a_size_from_before_that_is_refused_in_either_way_is_an_error),
		cmocka_unit_test(an_errno_from_before_is_not_taken_for_this_calls),
		cmocka_unit_test(sizes_that_no_structure_had_are_not_helped),
		cmocka_unit_test(sctp_event_is_read_on_kernels_that_have_sctp_events_alone),
		cmocka_unit_test(sctp_event_where_sctp_events_fails_too_is_an_error),
	};

	return RUN_ISOLATED(tests);
}
