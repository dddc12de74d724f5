/* SPDX-License-Identifier: MIT
 *
 * Expands the tables of api/def into arrays, and finds rows in them. A decoder looks up a handful of rows for
 * a call that a program made, so the searches are linear.
 *
 * Fields follow their payload and values their set, in one array for all; an empty row ends each group.
 * FIRST_x is the index of x's group. It is counted by enumerators: a PAYLOAD or SET row ends the group before
 * it (its own index is the empty row) and FIRST_x is the index after that; a row of the group only takes the
 * next number, under a name made of its line, which is all that is unique in it.
 */
#include "api/tables.h"

#include <string.h>
#include <strings.h>

#define PASTE(a, b) a##b
#define LINE_(prefix, line) PASTE(prefix, line)
#define LINE(prefix) LINE_(prefix, __LINE__)

/* clang-format off */
enum {
#define PAYLOAD(name, type, size) INDEX_##name,
#include "api/def/payloads.def"
};
enum {
#define PAYLOAD(name, type, size) LINE(FIELD_END_), FIRST_##name, LINE(FIELD_BACK_) = FIRST_##name - 1,
#define FIELD(payload, member, offset, size, unit) LINE(FIELD_),
#define FIELD_TAIL(payload, member, offset, size, unit, count) LINE(FIELD_),
#include "api/def/payloads.def"
};
enum {
#define PAYLOAD(name, type, size) LINE(GREW_END_), GREW_##name, LINE(GREW_BACK_) = GREW_##name - 1,
#define GREW(payload, size, version) LINE(GREW_),
#include "api/def/payloads.def"
};
enum {
#define SET(name, kind, section, what) SET_##name,
#include "api/def/flags.def"
};
enum {
#define SET(name, kind, section, what) LINE(VALUE_END_), VALUES_##name, LINE(VALUE_BACK_) = VALUES_##name - 1,
#define VALUE(set, name, number) LINE(VALUE_),
#define CODE(set, name, number) LINE(VALUE_),
#define MASK(set, name, number) LINE(VALUE_),
#include "api/def/flags.def"
};

const struct table_unit_text table_units[] = {
#define UNIT(name, what) [UNIT_##name] = { #name, what },
#include "api/def/payloads.def"
	{ 0 }
};

static const struct table_value values[] = {
#define SET(name, kind, section, what) { 0 },
#define VALUE(set, name, number) { #name, number, VALUE_CONSTANT, &table_sets[SET_##set] },
#define CODE(set, name, number) { name, number, VALUE_CODE, &table_sets[SET_##set] },
#define MASK(set, name, number) { #name, number, VALUE_MASK, &table_sets[SET_##set] },
#include "api/def/flags.def"
	{ 0 }
};

const struct table_set table_sets[] = {
#define SET(name, kind, section, what) { #name, UNIT_##kind, section, what, &values[VALUES_##name] },
#include "api/def/flags.def"
	{ 0 }
};

/* A unit is written UNIT_BYTES, or UNIT_FLAGS(set): the name alone is an enumerator, with an argument a
 * macro. */
#define UNIT_FLAGS(name) UNIT_FLAGS, .set = &table_sets[SET_##name]
#define UNIT_ENUM(name) UNIT_ENUM, .set = &table_sets[SET_##name]
#define UNIT_STRUCT(name) UNIT_STRUCT, .inner = &table_payloads[INDEX_##name]
#define COUNT(member) COUNT_(#member)
#define COUNT_(text) (sizeof(text) == sizeof("REST") && text[0] == 'R' ? NULL : text)

static const struct table_field fields[] = {
#define PAYLOAD(name, type, size) { 0 },
#define FIELD(owner, member, at, bytes, means) \
	{ #member, at, bytes, .payload = &table_payloads[INDEX_##owner], .unit = UNIT_##means },
#define FIELD_TAIL(owner, member, at, bytes, means, number) \
	{ #member, at, bytes, .payload = &table_payloads[INDEX_##owner], .tail = true, \
	  .count = COUNT(number), .unit = UNIT_##means },
#include "api/def/payloads.def"
	{ 0 }
};
#undef UNIT_FLAGS
#undef UNIT_ENUM
#undef UNIT_STRUCT
#undef COUNT
#undef COUNT_

static const struct table_grew grew[] = {
#define PAYLOAD(name, type, size) { 0 },
#define GREW(payload, size, version) { version, size, &table_payloads[INDEX_##payload] },
#include "api/def/payloads.def"
	{ 0 }
};

const struct table_payload table_payloads[] = {
#define PAYLOAD(name, type, size) { #name, #type, size, &fields[FIRST_##name], &grew[GREW_##name] },
#include "api/def/payloads.def"
	{ 0 }
};

const struct table_sockopt table_sockopts[] = {
#define SOCKOPT(name, number, access, payload, member, section, what) \
	{ #name, number, ACCESS_##access, UNIT_STRUCT, &table_payloads[INDEX_##payload], #member, \
	  section, what },
#define SOCKOPT_PLAIN(name, number, access, payload, section, what) \
	{ #name, number, ACCESS_##access, UNIT_STRUCT, &table_payloads[INDEX_##payload], NULL, \
	  section, what },
#define SOCKOPT_INT(name, number, access, unit, section, what) \
	{ #name, number, ACCESS_##access, UNIT_##unit, NULL, NULL, section, what },
#define SOCKOPT_ADDRS(name, number, access, section, what) \
	{ #name, number, ACCESS_##access, UNIT_ADDRS, NULL, NULL, section, what },
#include "api/def/sockopts.def"
	{ 0 }
};

#define INDEX_INT -1 /* ALSO's other kind of form */
const struct table_also table_alsos[] = {
#define ALSO(option, payload) \
	{ #option, INDEX_##payload < 0 ? NULL : table_payloads + INDEX_##payload },
#include "api/def/payloads.def"
	{ 0 }
};
#undef INDEX_INT

const struct table_info table_cmsgs[] = {
#define CMSG(name, number, direction, payload, section, what) \
	{ #name, number, DIRECTION_##direction, &table_payloads[INDEX_##payload], section, what },
#include "api/def/cmsgs.def"
	{ 0 }
};

const struct table_info table_infos[] = {
#define INFO(name, number, direction, payload, section, what) \
	{ #name, number, DIRECTION_##direction, &table_payloads[INDEX_##payload], section, what },
#define INFO_NONE(name, number, direction, section, what) \
	{ #name, number, DIRECTION_##direction, NULL, section, what },
#include "api/def/cmsgs.def"
	{ 0 }
};

const struct table_notification table_notifications[] = {
#define NOTIFICATION(name, number, payload, member, subscribe, section, what) \
	{ #name, number, &table_payloads[INDEX_##payload], #member, #subscribe, section, what },
#define SUBSCRIPTION(name, number, subscribe, section, what) \
	{ #name, number, NULL, NULL, #subscribe, section, what },
#include "api/def/notifications.def"
	{ 0 }
};

const struct table_alias table_aliases[] = {
#define SOCKOPT_ALIAS(name, of) { #name, #of },
#include "api/def/sockopts.def"
#define NOTIFICATION_ALIAS(name, of) { #name, #of },
#include "api/def/notifications.def"
	{ 0 }
};

const struct table_ppid table_ppids[] = {
#define PPID(number, name, reference) { name, number, reference },
#include "api/def/ppids.def"
	{ 0 }
};

/* Return the first row of an array for which the condition, about row, holds. */
#define FIND(array, condition)                                                                               \
	do {                                                                                                 \
		for (__auto_type row = (array); row->name; row++)                                            \
			if (condition)                                                                       \
				return row;                                                                  \
		return NULL;                                                                                 \
	} while (0)
/* clang-format on */

const struct table_sockopt *table_sockopt(int number)
{
	FIND(table_sockopts, row->number == number);
}

const struct table_info *table_cmsg(int type)
{
	FIND(table_cmsgs, row->number == type);
}

const struct table_info *table_info(enum table_direction direction, unsigned infotype)
{
	FIND(table_infos, row->direction == direction && (unsigned)row->number == infotype);
}

const struct table_notification *table_notification(unsigned type)
{
	FIND(table_notifications, row->number == type);
}

const struct table_value *table_value(const struct table_set *set, uint32_t number)
{
	FIND(set->values, row->number == number && row->kind != VALUE_MASK);
}

const struct table_ppid *table_ppid(uint32_t ppid)
{
	FIND(table_ppids, row->number == ppid);
}

static const char *without_alias(const char *name)
{
	for (const struct table_alias *row = table_aliases; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row->of;
	return name;
}

const struct table_sockopt *table_sockopt_named(const char *name)
{
	const char *real = without_alias(name);

	FIND(table_sockopts, strcmp(row->name, real) == 0);
}

const struct table_info *table_cmsg_named(const char *name)
{
	FIND(table_cmsgs, strcmp(row->name, name) == 0);
}

const struct table_info *table_info_named(const char *name)
{
	FIND(table_infos, strcmp(row->name, name) == 0);
}

const struct table_notification *table_notification_named(const char *name)
{
	const char *real = without_alias(name);

	FIND(table_notifications, strcmp(row->name, real) == 0);
}

const struct table_payload *table_payload_named(const char *name)
{
	FIND(table_payloads, strcmp(row->name, name) == 0);
}

const struct table_set *table_set_named(const char *name)
{
	FIND(table_sets, strcmp(row->name, name) == 0);
}

const struct table_value *table_value_named(const struct table_set *set, const char *name)
{
	FIND(set->values, strcmp(row->name, name) == 0);
}

const struct table_ppid *table_ppid_named(const char *name)
{
	FIND(table_ppids, strcasecmp(row->name, name) == 0);
}

const struct table_field *table_field(const struct table_payload *payload, const char *path, size_t *offset)
{
	size_t at = 0, length;

	for (;; path += length + 1) {
		const struct table_field *field = payload->fields;

		length = strcspn(path, ".");
		while (field->name && (strncmp(field->name, path, length) != 0 || field->name[length]))
			field++;
		if (!field->name)
			return NULL;
		at += field->offset;
		if (!path[length]) {
			if (offset)
				*offset = at;
			return field;
		}
		if (!field->inner)
			return NULL;
		payload = field->inner;
	}
}

const struct table_value *table_flag(const struct table_set *set, uint32_t *rest)
{
	if (set->kind == UNIT_ENUM) {
		const struct table_value *value = table_value(set, *rest);

		if (value)
			*rest = 0;
		return value;
	}
	for (const struct table_value *value = set->values; value->name; value++)
		if (value->kind != VALUE_MASK && value->number && (*rest & value->number) == value->number) {
			*rest &= ~value->number;
			return value;
		}
	return NULL;
}
