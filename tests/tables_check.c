/* SPDX-License-Identifier: MIT
 *
 * Compiles only if every number, size, offset and type of api/def is what the compiler makes of
 * <linux/sctp.h> and netinet/sctp.h. Nothing here runs. It needs kernel headers that are as new as the
 * tables, and LP64: the library itself does not, which is why this is a test.
 *
 * What no compiler can know (units, access, sections, names of protocols) is tests/test_tables.c's.
 */
#include <netinet/in.h>
#include <stddef.h>
#include "api/netinet/sctp.h"
#include "api/tables.h"

_Static_assert(sizeof(void *) == 8, "the tables' sizes are those of LP64");

#define SAME_TYPE(a, b) __builtin_types_compatible_p(a, b)
#define MEMBER(type, member) (((type *)0)->member)

/* clang-format off */
#define PAYLOAD(name, type, size) typedef type payload_##name;
#include "api/def/payloads.def"
typedef void payload_; /* inside of a field that is no STRUCT */

#define PAYLOAD(name, type, size) _Static_assert(sizeof(type) == (size), #name);
#include "api/def/payloads.def"

/* A unit that takes an argument becomes two arguments: itself, and the payload of STRUCT. */
#define UNIT_FLAGS(set) UNIT_FLAGS
#define UNIT_ENUM(set) UNIT_ENUM
#define UNIT_STRUCT(payload) UNIT_STRUCT, payload

/* What units say about types. Only ADDR, STRUCT and POINTER say everything. */
#define TYPE_FITS(type, unit, inner)                                                                         \
	(((unit) != UNIT_ASSOC || SAME_TYPE(type, sctp_assoc_t)) &&                                          \
	 ((unit) == UNIT_ADDR) == SAME_TYPE(type, struct sockaddr_storage) &&                                \
	 ((unit) == UNIT_POINTER) == SAME_TYPE(type, struct sockaddr *) &&                                   \
	 ((unit) != UNIT_STRUCT || SAME_TYPE(type, payload_##inner)) &&                                      \
	 ((unit) != UNIT_FD || SAME_TYPE(type, int)) &&                                                      \
	 ((unit) != UNIT_PORT_BE || sizeof(type) == 2) &&                                                    \
	 ((unit) != UNIT_STREAM || sizeof(type) == 2 || sizeof(type) == 4) &&                                \
	 ((unit) != UNIT_PPID || sizeof(type) == 4) && ((unit) != UNIT_TSN || sizeof(type) == 4))

#define FIELD(payload, member, offset, size, unit) FIELD_(payload, member, offset, size, UNIT_##unit, )
#define FIELD_(...) FIELD__(__VA_ARGS__)
#define FIELD__(payload, member, offset, size, unit, inner, ...)                                             \
	_Static_assert(offsetof(payload_##payload, member) == (offset) &&                                    \
		       sizeof(MEMBER(payload_##payload, member)) == (size) &&                                \
		       TYPE_FITS(__typeof__(MEMBER(payload_##payload, member)), unit, inner), #member);
#define FIELD_TAIL(payload, member, offset, size, unit, count)                                               \
	_Static_assert(offsetof(payload_##payload, member) == (offset) &&                                    \
		       sizeof(MEMBER(payload_##payload, member)[0]) == (size) &&                             \
		       ((UNIT_##unit) != UNIT_ASSOC ||                                                       \
			SAME_TYPE(__typeof__(MEMBER(payload_##payload, member)[0]), sctp_assoc_t)), #member);
#define GREW(payload, old, version) _Static_assert((old) < sizeof(payload_##payload), #payload " " version);
typedef int payload_INT;
#define ALSO(option, form) _Static_assert(option >= 0 && sizeof(payload_##form) <= 8, #option);
#include "api/def/payloads.def"

/* Numbers. The association id is where the kernel's type is. */
#define SOCKOPT(name, number, access, payload, member, section, what)                                        \
	_Static_assert(name == (number) &&                                                                   \
		       SAME_TYPE(__typeof__(MEMBER(payload_##payload, member)), sctp_assoc_t), #name);
#define SOCKOPT_PLAIN(name, number, access, payload, section, what)                                          \
	_Static_assert(name == (number) && sizeof(payload_##payload), #name);
#define SOCKOPT_INT(name, number, access, unit, section, what)                                               \
	_Static_assert(name == (number) && UNIT_##unit < UNIT_END, #name);
#define SOCKOPT_ADDRS(name, number, access, section, what) _Static_assert(name == (number), #name);
#define SOCKOPT_ALIAS(name, option) _Static_assert(name == option, #name);
#include "api/def/sockopts.def"

#define CMSG(name, number, direction, payload, section, what)                                                \
	_Static_assert(name == (number) && sizeof(payload_##payload), #name);
#define INFO(name, number, direction, payload, section, what)                                                \
	_Static_assert(name == (number) && sizeof(payload_##payload), #name);
#define INFO_NONE(name, number, direction, section, what) _Static_assert(name == (number), #name);
#include "api/def/cmsgs.def"

/* The subscriptions stand in the order of the notifications' numbers: the kernel counts on it. */
#define SUBSCRIPTION(name, number, member, section, what)                                                    \
	_Static_assert(name == (number) &&                                                                   \
		       offsetof(struct sctp_event_subscribe, member) == name - SCTP_SN_TYPE_BASE, #name);
#define NOTIFICATION(name, number, payload, of_union, member, section, what)                                 \
	SUBSCRIPTION(name, number, member, section, what)                                                    \
	_Static_assert(SAME_TYPE(__typeof__(MEMBER(union sctp_notification, of_union)), payload_##payload),  \
		       #name);
#define NOTIFICATION_ALIAS(name, notification) _Static_assert(name == notification, #name);
#include "api/def/notifications.def"

#define VALUE(set, name, number) _Static_assert(name == (number), #name);
#define MASK(set, name, number) _Static_assert(name == (number), #name);
#include "api/def/flags.def"
/* clang-format on */
