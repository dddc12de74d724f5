/* SPDX-License-Identifier: MIT
 *
 * sctp_sendv() (RFC 6458 9.12): each info becomes an item of ancillary data.
 */
#include "api/transmit.h"
#include "api/addrs.h"

/* Items' data are written member by member: padding in the caller's structures is nobody's business. */
static void add_sndinfo(struct control *control, struct transmit *t, const struct sctp_sndinfo *info)
{
	struct sctp_sndinfo *item = control_add(control, SCTP_SNDINFO, sizeof(*item));

	*item = *info;
	t->assoc_id = info->snd_assoc_id;
	t->info_flags = &item->snd_flags;
}

static void add_prinfo(struct control *control, const struct sctp_prinfo *info)
{
	struct sctp_prinfo *item = control_add(control, SCTP_PRINFO, sizeof(*item));

	memset(item, 0, sizeof(*item));
	item->pr_policy = info->pr_policy;
	item->pr_value = info->pr_value;
}

static void add_authinfo(struct control *control, const struct sctp_authinfo *info)
{
	struct sctp_authinfo *item = control_add(control, SCTP_AUTHINFO, sizeof(*item));

	*item = *info;
}

int sctp_sendv(int s, const struct iovec *iov, int iovcnt, struct sockaddr *addrs, int addrcnt, void *info,
	       socklen_t infolen, unsigned int infotype, int flags)
{
	static const socklen_t info_size[] = {
		[SCTP_SENDV_NOINFO] = 0,
		[SCTP_SENDV_SNDINFO] = sizeof(struct sctp_sndinfo),
		[SCTP_SENDV_PRINFO] = sizeof(struct sctp_prinfo),
		[SCTP_SENDV_AUTHINFO] = sizeof(struct sctp_authinfo),
		[SCTP_SENDV_SPA] = sizeof(struct sctp_sendv_spa),
	};
	struct control control;
	struct transmit t = {
		.sd = s,
		.flags = flags,
		.msg = { .msg_iov = (struct iovec *)iov, .msg_iovlen = (size_t)iovcnt },
	};
	char *id = NULL; /* where info has the association's id */
	union {		 /* a copy, for info may be unaligned */
		struct sctp_sndinfo snd;
		struct sctp_prinfo pr;
		struct sctp_authinfo auth;
		struct sctp_sendv_spa spa;
	} copy;

	if (infotype > SCTP_SENDV_SPA || infolen < info_size[infotype] || iovcnt < 0 || addrcnt < 0)
		return addrs_error(EINVAL);
	if (infotype != SCTP_SENDV_NOINFO && !info)
		return addrs_error(EINVAL);
	control.size = 0;
	switch (infotype) {
	case SCTP_SENDV_NOINFO:
		break;
	case SCTP_SENDV_SNDINFO:
		memcpy(&copy.snd, info, sizeof(copy.snd));
		add_sndinfo(&control, &t, &copy.snd);
		id = (char *)info + offsetof(struct sctp_sndinfo, snd_assoc_id);
		break;
	case SCTP_SENDV_PRINFO:
		memcpy(&copy.pr, info, sizeof(copy.pr));
		add_prinfo(&control, &copy.pr);
		break;
	case SCTP_SENDV_AUTHINFO:
		memcpy(&copy.auth, info, sizeof(copy.auth));
		add_authinfo(&control, &copy.auth);
		break;
	case SCTP_SENDV_SPA:
		memcpy(&copy.spa, info, sizeof(copy.spa));
		if (copy.spa.sendv_flags & SCTP_SEND_SNDINFO_VALID) {
			add_sndinfo(&control, &t, &copy.spa.sendv_sndinfo);
			id = (char *)info + offsetof(struct sctp_sendv_spa, sendv_sndinfo.snd_assoc_id);
		}
		if (copy.spa.sendv_flags & SCTP_SEND_PRINFO_VALID)
			add_prinfo(&control, &copy.spa.sendv_prinfo);
		if (copy.spa.sendv_flags & SCTP_SEND_AUTHINFO_VALID)
			add_authinfo(&control, &copy.spa.sendv_authinfo);
		break;
	}
	if (addrcnt > 0) {
		t.addrs = addrs;
		t.addrcnt = addrcnt;
		t.frame = __builtin_frame_address(0);
		return libsctp_transmit_to_list(&t, &control, id);
	}
	t.msg.msg_control = control.size ? control.bytes : NULL;
	t.msg.msg_controllen = control.size;
	return libsctp_transmit(&t);
}
