/* SPDX-License-Identifier: MIT
 *
 * sctp_sendv() (RFC 6458 9.12): each info becomes an item of ancillary data. Infos may be unaligned, and are read
 * member by member where they have padding, which is nobody's business.
 */
#include "api/transmit.h"
#include "api/addrs.h"

static inline struct sctp_sndinfo *add_sndinfo(struct control *control, const char *info)
{
	struct sctp_sndinfo *item = control_add(control, SCTP_SNDINFO, sizeof(*item));

	memcpy(item, info, sizeof(*item));
	return item;
}

static inline void add_prinfo(struct control *control, const char *info)
{
	struct sctp_prinfo *item = control_add(control, SCTP_PRINFO, sizeof(*item));

	memset(item, 0, sizeof(*item));
	memcpy(&item->pr_policy, info + offsetof(struct sctp_prinfo, pr_policy), sizeof(item->pr_policy));
	memcpy(&item->pr_value, info + offsetof(struct sctp_prinfo, pr_value), sizeof(item->pr_value));
}

static inline void add_authinfo(struct control *control, const char *info)
{
	memcpy(control_add(control, SCTP_AUTHINFO, sizeof(struct sctp_authinfo)), info,
	       sizeof(struct sctp_authinfo));
}

/* Whether an info, which has been looked at, asks for SCTP_PR_SCTP_TTL. */
static int has_lifetime(const char *info, unsigned int infotype)
{
	uint32_t valid = infotype == SCTP_SENDV_PRINFO ? SCTP_SEND_PRINFO_VALID : 0;
	uint16_t policy;

	if (infotype == SCTP_SENDV_SPA) {
		memcpy(&valid, info + offsetof(struct sctp_sendv_spa, sendv_flags), sizeof(valid));
		info += offsetof(struct sctp_sendv_spa, sendv_prinfo);
	}
	if (!(valid & SCTP_SEND_PRINFO_VALID))
		return 0;
	memcpy(&policy, info + offsetof(struct sctp_prinfo, pr_policy), sizeof(policy));
	return policy == SCTP_PR_SCTP_TTL;
}

static const socklen_t info_size[] = {
	[SCTP_SENDV_NOINFO] = 0,
	[SCTP_SENDV_SNDINFO] = sizeof(struct sctp_sndinfo),
	[SCTP_SENDV_PRINFO] = sizeof(struct sctp_prinfo),
	[SCTP_SENDV_AUTHINFO] = sizeof(struct sctp_authinfo),
	[SCTP_SENDV_SPA] = sizeof(struct sctp_sendv_spa),
};

int sctp_sendv(int s, const struct iovec *iov, int iovcnt, struct sockaddr *addrs, int addrcnt, void *info,
	       socklen_t infolen, unsigned int infotype, int flags)
{
	struct control control;
	struct sctp_sndinfo *snd = NULL;
	char *snd_in_info = info; /* where info has the struct sctp_sndinfo, if it has one */
	struct msghdr msg = { .msg_iov = (struct iovec *)iov, .msg_iovlen = (size_t)iovcnt };

	if (infotype > SCTP_SENDV_SPA || infolen < info_size[infotype] || iovcnt < 0 || addrcnt < 0 ||
	    (infotype != SCTP_SENDV_NOINFO && !info))
		return addrs_error(EINVAL);
	control.size = 0;
	if (infotype == SCTP_SENDV_SNDINFO) {
		snd = add_sndinfo(&control, info);
	} else if (infotype == SCTP_SENDV_PRINFO) {
		add_prinfo(&control, info);
	} else if (infotype == SCTP_SENDV_AUTHINFO) {
		add_authinfo(&control, info);
	} else if (infotype == SCTP_SENDV_SPA) {
		const char *spa = info;
		uint32_t valid;

		memcpy(&valid, spa + offsetof(struct sctp_sendv_spa, sendv_flags), sizeof(valid));
		snd_in_info += offsetof(struct sctp_sendv_spa, sendv_sndinfo);
		if (valid & SCTP_SEND_SNDINFO_VALID)
			snd = add_sndinfo(&control, snd_in_info);
		if (valid & SCTP_SEND_PRINFO_VALID)
			add_prinfo(&control, spa + offsetof(struct sctp_sendv_spa, sendv_prinfo));
		if (valid & SCTP_SEND_AUTHINFO_VALID)
			add_authinfo(&control, spa + offsetof(struct sctp_sendv_spa, sendv_authinfo));
	}
	if (control.size) {
		msg.msg_control = control.bytes;
		msg.msg_controllen = control.size;
	}
	if (addrcnt > 0 || (snd && (snd->snd_flags & SCTP_EOF))) {
		struct transmit t = {
			.sd = s,
			.flags = flags,
			.assoc_id = snd ? snd->snd_assoc_id : 0,
			.info_flags = snd ? &snd->snd_flags : NULL,
			.msg = msg,
		};

		if (addrcnt == 0)
			return libsctp_transmit(&t);
		t.addrs = addrs;
		t.addrcnt = addrcnt;
		t.connect_first = has_lifetime(info, infotype);
		t.frame = __builtin_frame_address(0);
		return libsctp_transmit_to_list(
			&t, &control, snd ? snd_in_info + offsetof(struct sctp_sndinfo, snd_assoc_id) : NULL);
	}
	return (int)sendmsg(s, &msg, flags);
}
