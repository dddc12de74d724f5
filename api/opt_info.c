/* SPDX-License-Identifier: MIT
 *
 * sctp_opt_info() (RFC 6458 8): getsockopt() for one association, and for a kernel whose structures are older or
 * newer than those the program was compiled with. What it knows of the options comes from def/.
 */
#include "api/addrs.h"

#include <stdint.h>
#include <netinet/sctp.h>

#define PAYLOAD(name, type, size)                                                                            \
	typedef type payload_##name;                                                                         \
	enum { SIZE_##name = (size) };
#include "api/def/payloads.def"

enum payload {
	PAYLOAD_NONE,
#define PAYLOAD(name, type, size) PAYLOAD_##name,
#include "api/def/payloads.def"
};

/* The sizes that payloads had before some kernel made them larger. */
static const struct {
	enum payload payload;
	socklen_t size;
} grew[] = {
#define GREW(payload, size, version) { PAYLOAD_##payload, size },
#include "api/def/payloads.def"
};

struct option {
	uint8_t id_end;	   /* where the association's id ends in the payload; 0: it has none */
	uint8_t payload;   /* enum payload */
	uint16_t size;	   /* of the payload at its largest */
};

/* Only options that can be read take an id; those behind the library's functions are the functions' business. */
enum { TAKES_ID_RW = 1, TAKES_ID_RO = 1, TAKES_ID_WO = 0, TAKES_ID_RO_CALL = 0 };

static const struct option options[] = {
#define ID_END(payload, member) (uint8_t)(offsetof(payload_##payload, member) + sizeof(sctp_assoc_t))
#define SOCKOPT(name, number, access, payload, member, section, what)                                        \
	[number] = { TAKES_ID_##access ? ID_END(payload, member) : 0, PAYLOAD_##payload, SIZE_##payload },
#define SOCKOPT_PLAIN(name, number, access, payload, section, what)                                          \
	[number] = { 0, PAYLOAD_##payload, SIZE_##payload },
#include "api/def/sockopts.def"
#undef ID_END
};

/* Whether some kernel had this option's payload in that size. */
static int was_size(const struct option *option, socklen_t size)
{
	for (size_t i = 0; i < sizeof(grew) / sizeof(grew[0]); i++) {
		if (grew[i].payload == option->payload && grew[i].size == size)
			return 1;
	}
	return 0;
}

/* memcpy() of a size that only run time knows binds glibc 2.14's, and the library is to start with any. */
static void copy(void *to, const void *from, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		((char *)to)[i] = ((const char *)from)[i];
		__asm__(""); /* or compilers make it memcpy() again */
	}
}

/* The kernel wants the whole of a structure of which the program knows the first part: ask for all of it. */
static int get_larger(int sd, int opt, const struct option *option, void *arg, socklen_t size)
{
	char whole[UINT8_MAX];
	socklen_t whole_size = option->size;

	if (whole_size > sizeof(whole))
		return addrs_error(EINVAL);
	memset(whole, 0, sizeof(whole));
	copy(whole, arg, size);
	if (getsockopt(sd, IPPROTO_SCTP, opt, whole, &whole_size) < 0)
		return -1;
	copy(arg, whole, size);
	return 0;
}

/* SCTP_EVENT on a kernel before Linux 5.0, which has the same by the older option. */
static int get_event(int sd, void *arg, socklen_t *size)
{
	struct sctp_event event;
	uint8_t subscribed[SIZE_sctp_event_subscribe] = { 0 };
	socklen_t subscribed_size = sizeof(subscribed);
	unsigned int index;

	if (*size < sizeof(event))
		return addrs_error(EINVAL);
	memcpy(&event, arg, sizeof(event));
	index = event.se_type - (unsigned int)SCTP_SN_TYPE_BASE;
	if (index >= sizeof(subscribed))
		return addrs_error(EINVAL);
	if (getsockopt(sd, IPPROTO_SCTP, SCTP_EVENTS, subscribed, &subscribed_size) < 0)
		return -1;
	event.se_on = subscribed[index];
	memcpy(arg, &event, sizeof(event));
	*size = sizeof(event);
	return 0;
}

/* Whether kernels differ in it: in its size, or in having it. */
static inline int differs(unsigned int payload)
{
#define GREW(grown, size, version)                                                                           \
	if (payload == PAYLOAD_##grown)                                                                      \
		return 1;
#include "api/def/payloads.def"
	return payload == PAYLOAD_sctp_event;
}

static int get_adapting(int sd, int opt, const struct option *option, void *arg, socklen_t *size)
{
	const socklen_t asked = *size;
	int saved_errno = errno;
	int rc = getsockopt(sd, IPPROTO_SCTP, opt, arg, size);

	if (rc < 0 && arg && errno == EINVAL && was_size(option, asked))
		rc = get_larger(sd, opt, option, arg, asked);
	else if (rc < 0 && arg && errno == ENOPROTOOPT && opt == SCTP_EVENT)
		rc = get_event(sd, arg, size);
	if (rc == 0) {
		errno = saved_errno;
		/* What an older kernel does not know is off. */
		if (arg && *size < asked && asked <= option->size && was_size(option, *size))
			memset((char *)arg + *size, 0, asked - *size);
	}
	return rc;
}

int sctp_opt_info(int sd, sctp_assoc_t id, int opt, void *arg, socklen_t *size)
{
	const struct option *option;

	if ((unsigned int)opt >= sizeof(options) / sizeof(options[0]) || !size)
		return getsockopt(sd, IPPROTO_SCTP, opt, arg, size);
	option = &options[opt];
	if (option->id_end && *size >= option->id_end && arg)
		memcpy((char *)arg + option->id_end - sizeof(id), &id, sizeof(id));
	if (differs(option->payload))
		return get_adapting(sd, opt, option, arg, size);
	return getsockopt(sd, IPPROTO_SCTP, opt, arg, size);
}
