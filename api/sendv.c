/* SPDX-License-Identifier: MIT
 *
 * sctp_sendv() (RFC 6458 9.12): each info becomes an item of ancillary data. Infos may be unaligned, and are read
 * member by member where they have padding, which is nobody's business.
 *
 * There are two ways through here. Nearly every message is for one place, known or given, and one sendmsg() will
 * do: sendv_at_once(), which is compiled for each infotype apart, so that it spends no instruction on the others.
 * What is wrong, for several addresses, wants an id back or may need mending takes sendv_in_full().
 */
#include "api/transmit.h"
#include "api/addrs.h"

#include <stdbool.h>

static inline struct sctp_sndinfo *add_sndinfo(char **end, const char *info)
{
	struct sctp_sndinfo *item = control_add(end, SCTP_SNDINFO, sizeof(*item));

	memcpy(item, info, sizeof(*item));
	return item;
}

static inline void add_prinfo(char **end, const char *info)
{
	char *data = control_add(end, SCTP_PRINFO, sizeof(struct sctp_prinfo));
	uint32_t padded_policy = 0;

	memcpy(&padded_policy, info + offsetof(struct sctp_prinfo, pr_policy), sizeof(uint16_t));
	memcpy(data + offsetof(struct sctp_prinfo, pr_policy), &padded_policy, sizeof(padded_policy));
	memcpy(data + offsetof(struct sctp_prinfo, pr_value), info + offsetof(struct sctp_prinfo, pr_value),
	       sizeof(uint32_t));
}

static inline void add_authinfo(char **end, const char *info)
{
	memcpy(control_add(end, SCTP_AUTHINFO, sizeof(struct sctp_authinfo)), info, sizeof(struct sctp_authinfo));
}

/* Add what info has. Returns the item that came of its struct sctp_sndinfo, or NULL. */
static inline __attribute__((always_inline)) struct sctp_sndinfo *add_infos(char **end, const char *info,
									     unsigned int infotype)
{
	struct sctp_sndinfo *snd = NULL;
	uint32_t valid;

	switch (infotype) {
	case SCTP_SENDV_SNDINFO:
		snd = add_sndinfo(end, info);
		break;
	case SCTP_SENDV_PRINFO:
		add_prinfo(end, info);
		break;
	case SCTP_SENDV_AUTHINFO:
		add_authinfo(end, info);
		break;
	case SCTP_SENDV_SPA:
		memcpy(&valid, info + offsetof(struct sctp_sendv_spa, sendv_flags), sizeof(valid));
		if (valid & SCTP_SEND_SNDINFO_VALID)
			snd = add_sndinfo(end, info + offsetof(struct sctp_sendv_spa, sendv_sndinfo));
		if (valid & SCTP_SEND_PRINFO_VALID)
			add_prinfo(end, info + offsetof(struct sctp_sendv_spa, sendv_prinfo));
		if (valid & SCTP_SEND_AUTHINFO_VALID)
			add_authinfo(end, info + offsetof(struct sctp_sendv_spa, sendv_authinfo));
		break;
	}
	return snd;
}

static inline bool right_info(const void *info, socklen_t infolen, unsigned int infotype)
{
	switch (infotype) {
	case SCTP_SENDV_NOINFO:
		return true;
	case SCTP_SENDV_SNDINFO:
		return info && infolen >= sizeof(struct sctp_sndinfo);
	case SCTP_SENDV_PRINFO:
		return info && infolen >= sizeof(struct sctp_prinfo);
	case SCTP_SENDV_AUTHINFO:
		return info && infolen >= sizeof(struct sctp_authinfo);
	case SCTP_SENDV_SPA:
		return info && infolen >= sizeof(struct sctp_sendv_spa);
	default:
		return false;
	}
}

/* Whether an info, which is right, asks for SCTP_PR_SCTP_TTL. */
static inline bool has_lifetime(const char *info, unsigned int infotype)
{
	uint32_t valid = SCTP_SEND_PRINFO_VALID;
	uint16_t policy;

	if (infotype != SCTP_SENDV_PRINFO && infotype != SCTP_SENDV_SPA)
		return false;
	if (infotype == SCTP_SENDV_SPA) {
		memcpy(&valid, info + offsetof(struct sctp_sendv_spa, sendv_flags), sizeof(valid));
		info += offsetof(struct sctp_sendv_spa, sendv_prinfo);
	}
	memcpy(&policy, info + offsetof(struct sctp_prinfo, pr_policy), sizeof(policy));
	return (valid & SCTP_SEND_PRINFO_VALID) && policy == SCTP_PR_SCTP_TTL;
}

/* Whether an info, which is right, may have SCTP_EOF: of SPA's members that are not valid it looks at the flags, too. */
static inline bool may_have_eof(const char *info, unsigned int infotype)
{
	uint16_t flags = 0;

	if (infotype == SCTP_SENDV_SNDINFO)
		memcpy(&flags, info + offsetof(struct sctp_sndinfo, snd_flags), sizeof(flags));
	else if (infotype == SCTP_SENDV_SPA)
		memcpy(&flags, info + offsetof(struct sctp_sendv_spa, sendv_sndinfo.snd_flags), sizeof(flags));
	return flags & SCTP_EOF;
}

/* sctp_sendv()'s parameters and arguments, which go along on both ways. */
#define PARAMETERS                                                                                           \
	int s, const struct iovec *iov, int iovcnt, struct sockaddr *addrs, int addrcnt, void *info,         \
		socklen_t infolen, unsigned int infotype, int flags
#define ARGUMENTS s, iov, iovcnt, addrs, addrcnt, info, infolen, infotype, flags

static __attribute__((noinline)) int sendv_in_full(PARAMETERS)
{
	union control control;
	char *end = control.bytes;
	struct sctp_sndinfo *snd;
	struct transmit t = {
		.sd = s,
		.flags = flags,
		.addrcnt = addrcnt,
		.addrs = addrs,
		.frame = __builtin_frame_address(0),
		.msg = { .msg_iov = (struct iovec *)iov, .msg_iovlen = (size_t)iovcnt, .msg_control = control.bytes },
	};

	if (iovcnt < 0 || addrcnt < 0 || !right_info(info, infolen, infotype))
		return addrs_error(EINVAL);
	snd = add_infos(&end, info, infotype);
	t.msg.msg_controllen = (size_t)(end - control.bytes);
	t.connect_first = has_lifetime(info, infotype);
	if (snd) {
		t.assoc_id = snd->snd_assoc_id;
		t.info_flags = &snd->snd_flags;
		t.id = (char *)info + offsetof(struct sctp_sndinfo, snd_assoc_id);
		if (infotype == SCTP_SENDV_SPA)
			t.id = (char *)info + offsetof(struct sctp_sendv_spa, sendv_sndinfo.snd_assoc_id);
	}
	return addrcnt ? libsctp_transmit_to_list(&t, end) : libsctp_transmit(&t);
}

/* Returns whether it has tried, with what came of it in *sent. */
static inline __attribute__((always_inline)) bool sendv_at_once(PARAMETERS, int *sent)
{
	union control control;
	char *end = control.bytes;
	struct sctp_sndinfo *snd;
	struct msghdr msg;

	if (iovcnt <= 0 || !right_info(info, infolen, infotype) || may_have_eof(info, infotype))
		return false;
	snd = add_infos(&end, info, infotype);
	msg.msg_name = NULL;
	msg.msg_namelen = 0;
	if (addrcnt) {
		if (addrcnt != 1 || !addrs)
			return false;
		msg.msg_name = addrs;
		msg.msg_namelen = (socklen_t)addr_size(addr_family(addrs));
		/*
		 * No address, no data, an id to return, a lifetime: what Linux alone does not do. Null pointers, and
		 * what is next to them, are the kernel's to refuse.
		 */
		if (!msg.msg_namelen || (uintptr_t)iov < 4096 || !iov->iov_len || (snd && !snd->snd_assoc_id) ||
		    has_lifetime(info, infotype))
			return false;
	}
	msg.msg_iov = (struct iovec *)iov;
	msg.msg_iovlen = (size_t)iovcnt;
	msg.msg_control = control.bytes;
	msg.msg_controllen = (size_t)(end - control.bytes);
	msg.msg_flags = 0;
	*sent = (int)sendmsg(s, &msg, flags);
	return true;
}

/* The same with infotype as a constant: compiled apart, each spends no instruction on the others. */
#define AT_ONCE(kind)                                                                                        \
	case kind:                                                                                           \
		if (sendv_at_once(s, iov, iovcnt, addrs, addrcnt, info, infolen, kind, flags, &sent))        \
			return sent;                                                                         \
		break;

int sctp_sendv(PARAMETERS)
{
	int sent;

	switch (infotype) {
		AT_ONCE(SCTP_SENDV_NOINFO)
		AT_ONCE(SCTP_SENDV_SNDINFO)
		AT_ONCE(SCTP_SENDV_PRINFO)
		AT_ONCE(SCTP_SENDV_AUTHINFO)
		AT_ONCE(SCTP_SENDV_SPA)
	}
	return sendv_in_full(ARGUMENTS);
}
#undef AT_ONCE
#undef ARGUMENTS
#undef PARAMETERS
