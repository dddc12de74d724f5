/* SPDX-License-Identifier: MIT
 *
 * The tables of api/def as data: what SCTP's numbers and bytes are called and mean. For the trace decoder,
 * the documentation and the tests; libsctp itself does without.
 *
 * Everything here is constant, and pointers into it stay good for ever. Every array ends with a row whose
 * name is NULL. Nothing allocates, locks, or touches errno: all of it is safe in threads and signal handlers.
 * Numbers, sizes and offsets come from the tables, not from the kernel header of the machine, which may be
 * older.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Units: UNIT_MSEC, UNIT_FLAGS and so on, a row of payloads.def each. */
enum table_unit {
#define UNIT(name, what) UNIT_##name,
#include "api/def/payloads.def"
	UNIT_END
};

struct table_unit_text {
	const char *name, *what;
};
extern const struct table_unit_text table_units[]; /* by enum table_unit */

/* How a number of a set is to be used. */
enum table_value_kind {
	VALUE_CONSTANT, /* name is a constant of <netinet/sctp.h> */
	VALUE_CODE,	/* name is plain words */
	VALUE_MASK	/* a constant that covers several flags: not to be shown as a value */
};

struct table_value {
	const char *name;
	uint32_t number;
	enum table_value_kind kind;
	const struct table_set *set; /* the one that it belongs to */
};

struct table_set {
	const char *name;
	enum table_unit kind; /* UNIT_FLAGS or UNIT_ENUM */
	const char *section, *what;
	const struct table_value *values;
};
extern const struct table_set table_sets[];

struct table_payload;

struct table_field {
	const char *name;
	uint16_t offset, size; /* size of one element where tail is set */
	enum table_unit unit;
	const struct table_set *set;	     /* of UNIT_FLAGS and UNIT_ENUM, else NULL */
	const struct table_payload *inner;   /* of UNIT_STRUCT, else NULL */
	const char *count;		     /* of a tail: the member with its length, NULL: to the end */
	bool tail;			     /* an array that ends the payload */
	const struct table_payload *payload; /* the one that it belongs to */
};

/* An older, smaller form of a payload. */
struct table_grew {
	const char *version; /* the Linux version that made it larger, such as "4.19"; NULL ends the list */
	uint16_t size;	     /* until then */
	const struct table_payload *payload;
};

struct table_payload {
	const char *name, *type;	 /* of this table; in C */
	uint16_t size;			 /* without a tail */
	const struct table_field *fields;
	const struct table_grew *grew;	 /* smallest first */
};
extern const struct table_payload table_payloads[];

/* Which of getsockopt() and setsockopt() serve an option. */
enum table_access {
	ACCESS_NA = 0,
	ACCESS_RO = 1,
	ACCESS_WO = 2,
	ACCESS_RW = ACCESS_RO | ACCESS_WO,
	ACCESS_CALL = 4, /* the kernel's half of a library function */
	ACCESS_RO_CALL = ACCESS_RO | ACCESS_CALL,
	ACCESS_WO_CALL = ACCESS_WO | ACCESS_CALL
};

struct table_sockopt {
	const char *name;
	int number;
	enum table_access access;
	enum table_unit unit;		     /* UNIT_STRUCT, UNIT_ADDRS, or that of an int */
	const struct table_payload *payload; /* of UNIT_STRUCT, else NULL */
	const char *id;			     /* the payload's member with the association id, NULL: none */
	const char *section, *what;
};
extern const struct table_sockopt table_sockopts[];

/* An older form of an option's value that Linux takes as well: payload, or an int where that is NULL. */
struct table_also {
	const char *name; /* of the option */
	const struct table_payload *payload;
};
extern const struct table_also table_alsos[];

enum table_direction { DIRECTION_SEND = 1, DIRECTION_RECV = 2, DIRECTION_BOTH = 3 };

/* Ancillary data, by cmsg_type; or an info of sctp_sendv() or sctp_recvv(), by infotype. */
struct table_info {
	const char *name;
	int number;
	enum table_direction direction;
	const struct table_payload *payload; /* NULL: none (SCTP_SENDV_NOINFO, SCTP_RECVV_NOINFO) */
	const char *section, *what;
};
extern const struct table_info table_cmsgs[], table_infos[];

struct table_notification {
	const char *name;
	uint16_t number;
	const struct table_payload *payload; /* NULL: never comes (SCTP_DATA_IO_EVENT) */
	const char *member;		     /* of union sctp_notification, NULL as payload */
	const char *subscribe;		     /* member of struct sctp_event_subscribe */
	const char *section, *what;
};
extern const struct table_notification table_notifications[];

/* Another name of an option or a notification. */
struct table_alias {
	const char *name, *of;
};
extern const struct table_alias table_aliases[];

struct table_ppid {
	const char *name;
	uint32_t number; /* host byte order */
	const char *reference;
};
extern const struct table_ppid table_ppids[];

/* The row with that number, NULL if there is none. Sets may give one number several names: the first is
 * returned. ppid is in host byte order: ntohl() of what goes into sinfo_ppid. */
const struct table_sockopt *table_sockopt(int number);
const struct table_info *table_cmsg(int type);
const struct table_info *table_info(enum table_direction direction, unsigned infotype); /* SEND or RECV */
const struct table_notification *table_notification(unsigned type);
const struct table_value *table_value(const struct table_set *set, uint32_t number);
const struct table_ppid *table_ppid(uint32_t ppid);

/* The row with that name, NULL if there is none. Aliases are followed. */
const struct table_sockopt *table_sockopt_named(const char *name);
const struct table_info *table_cmsg_named(const char *name);
const struct table_info *table_info_named(const char *name);
const struct table_notification *table_notification_named(const char *name);
const struct table_payload *table_payload_named(const char *name);
const struct table_set *table_set_named(const char *name);
const struct table_value *table_value_named(const struct table_set *set, const char *name);
const struct table_ppid *table_ppid_named(const char *name); /* in any case of letters */

/* The field that a path of members such as "p_arg.associd" leads to, NULL if there is none. Where offset
 * is not NULL, *offset is set to its place from the beginning of payload; it is left alone if there is no
 * such field. */
const struct table_field *table_field(const struct table_payload *payload, const char *path, size_t *offset);

/* Take the flag of set out of *rest that is to be shown next, and return it; NULL when no known one is
 * left, with the unknown bits in *rest. In an ENUM set that is the one value, and *rest becomes 0. */
const struct table_value *table_flag(const struct table_set *set, uint32_t *rest);
