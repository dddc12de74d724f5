/* SPDX-License-Identifier: MIT
 *
 * The SCTP sockets API (RFC 6458) for Linux: what <linux/sctp.h> of the machine gives, the functions of
 * libsctp, and what kernel headers older than the running kernel lack.
 *
 * A program written for lksctp-tools' header of this name compiles unchanged. Each function's comment names
 * its section of RFC 6458. Where nothing else is said they return -1 with errno set when they fail, and they leave
 * errno alone when they succeed.
 */
#ifndef __linux_sctp_h__ /* lksctp-tools' guard: programs test it */
#define __linux_sctp_h__

#include <stdint.h>
#include <linux/types.h>
#ifndef _LINUX_IN_H	/* <linux/in.h> has the same, and the two mix in one order alone */
#include <netinet/in.h> /* before the macro IPPROTO_SCTP below, which would break its enumerator */
#endif
#include <sys/socket.h>
#include <linux/sctp.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef SOL_SCTP
#define SOL_SCTP 132
#endif
#ifndef IPPROTO_SCTP
#define IPPROTO_SCTP 132
#endif

/*
 * What this API offers, by the names that programs' configure scripts look for. The first seven are empty in
 * lksctp-tools' header, so that #ifdef works and #if does not; they stay so.
 */
#define HAVE_SCTP
#define HAVE_KERNEL_SCTP
#define HAVE_SCTP_MULTIBUF
#define HAVE_SCTP_NOCONNECT
#define HAVE_SCTP_PRSCTP
#define HAVE_SCTP_ADDIP
#define HAVE_SCTP_CANSET_PRIMARY

#define HAVE_SCTP_SENDV 1
#define HAVE_SCTP_PEELOFF_FLAGS 1
#define HAVE_SCTP_STREAM_RESET_EVENT 1
#define HAVE_SCTP_STREAM_RECONFIG 1

/* These tell of what stands in the middle of the kernel header's own structures and enumerations. */
#ifdef SCTP_INTERLEAVING_SUPPORTED /* Linux 4.16 */
#define HAVE_SCTP_PDAPI_EVENT_PDAPI_STREAM 1
#define HAVE_SCTP_PDAPI_EVENT_PDAPI_SEQ 1
#endif
#ifdef SCTP_AUTH_DEACTIVATE_KEY /* Linux 4.17 */
#define HAVE_SCTP_AUTH_NO_AUTH 1
#endif
#ifdef SCTP_REUSE_PORT /* Linux 4.19 */
#define HAVE_SCTP_SPP_IPV6_FLOWLABEL 1
#define HAVE_SCTP_SPP_DSCP 1
#endif

/*
 * What Linux added to <linux/sctp.h> over time, for kernel headers from before. A block stands for one kernel
 * change, and the option that came with it says whether the kernel's header has it. Members that were added
 * to older structures cannot be given here: see HAVE_SCTP_* above. __extension__ is for C++ with -pedantic.
 */
#ifndef SCTP_PEER_ADDR_THLDS /* Linux 3.7 */
#define SCTP_PEER_ADDR_THLDS 31
struct sctp_paddrthlds {
	sctp_assoc_t spt_assoc_id;
	struct sockaddr_storage spt_address;
	__u16 spt_pathmaxrxt;
	__u16 spt_pathpfthld;
};
#endif

#ifndef SCTP_GET_ASSOC_STATS /* Linux 3.8 */
#define SCTP_GET_ASSOC_STATS 112
struct sctp_assoc_stats {
	sctp_assoc_t sas_assoc_id;
	struct sockaddr_storage sas_obs_rto_ipaddr;
	__u64 sas_maxrto;
	__u64 sas_isacks;
	__u64 sas_osacks;
	__u64 sas_opackets;
	__u64 sas_ipackets;
	__u64 sas_rtxchunks;
	__u64 sas_outofseqtsns;
	__u64 sas_idupchunks;
	__u64 sas_gapcnt;
	__u64 sas_ouodchunks;
	__u64 sas_iuodchunks;
	__u64 sas_oodchunks;
	__u64 sas_iodchunks;
	__u64 sas_octrlchunks;
	__u64 sas_ictrlchunks;
};
#endif

#ifndef SCTP_SNDINFO /* Linux 3.17 */
#define SCTP_SNDINFO 2
struct sctp_sndinfo {
	__u16 snd_sid;
	__u16 snd_flags;
	__u32 snd_ppid;
	__u32 snd_context;
	sctp_assoc_t snd_assoc_id;
};
#endif

#ifndef SCTP_RECVRCVINFO /* Linux 3.17 */
#define SCTP_RECVRCVINFO 32
#define SCTP_RCVINFO 3
struct sctp_rcvinfo {
	__u16 rcv_sid;
	__u16 rcv_ssn;
	__u16 rcv_flags;
	__u32 rcv_ppid;
	__u32 rcv_tsn;
	__u32 rcv_cumtsn;
	__u32 rcv_context;
	sctp_assoc_t rcv_assoc_id;
};
#endif

#ifndef SCTP_RECVNXTINFO /* Linux 3.17 */
#define SCTP_RECVNXTINFO 33
#define SCTP_NXTINFO 4
#define SCTP_NOTIFICATION MSG_NOTIFICATION
struct sctp_nxtinfo {
	__u16 nxt_sid;
	__u16 nxt_flags;
	__u32 nxt_ppid;
	__u32 nxt_length;
	sctp_assoc_t nxt_assoc_id;
};
#endif

#ifndef SCTP_DEFAULT_SNDINFO /* Linux 3.17 */
#define SCTP_DEFAULT_SNDINFO 34
#endif

#ifndef SCTP_PR_SUPPORTED /* Linux 4.8 */
#define SCTP_PR_SUPPORTED 113
#endif

#ifndef SCTP_DEFAULT_PRINFO /* Linux 4.8 */
#define SCTP_DEFAULT_PRINFO 114
#define SCTP_PR_SCTP_NONE 0x0000
#define SCTP_PR_SCTP_TTL 0x0010
#define SCTP_PR_SCTP_RTX 0x0020
#define SCTP_PR_SCTP_PRIO 0x0030
#define SCTP_PR_SCTP_MAX SCTP_PR_SCTP_PRIO
#define SCTP_PR_SCTP_MASK 0x0030
#define SCTP_PR_POLICY(x) ((x) & SCTP_PR_SCTP_MASK)
#define SCTP_PR_SET_POLICY(flags, x)                                                                         \
	do {                                                                                                 \
		(flags) &= ~SCTP_PR_SCTP_MASK;                                                               \
		(flags) |= (x);                                                                              \
	} while (0)
#define SCTP_PR_TTL_ENABLED(x) (SCTP_PR_POLICY(x) == SCTP_PR_SCTP_TTL)
#define SCTP_PR_RTX_ENABLED(x) (SCTP_PR_POLICY(x) == SCTP_PR_SCTP_RTX)
#define SCTP_PR_PRIO_ENABLED(x) (SCTP_PR_POLICY(x) == SCTP_PR_SCTP_PRIO)
struct sctp_default_prinfo {
	sctp_assoc_t pr_assoc_id;
	__u32 pr_value;
	__u16 pr_policy;
};
#endif

#ifndef SCTP_PR_ASSOC_STATUS /* Linux 4.8 */
#define SCTP_PR_ASSOC_STATUS 115
#define __SCTP_PR_INDEX(x) (((x) >> 4) - 1)
#define SCTP_PR_INDEX(x) __SCTP_PR_INDEX(SCTP_PR_SCTP_##x)
struct sctp_prstatus {
	sctp_assoc_t sprstat_assoc_id;
	__u16 sprstat_sid;
	__u16 sprstat_policy;
	__u64 sprstat_abandoned_unsent;
	__u64 sprstat_abandoned_sent;
};
#endif

#ifndef SCTP_ENABLE_STREAM_RESET /* Linux 4.11 */
#define SCTP_ENABLE_STREAM_RESET 118
#define SCTP_ENABLE_RESET_STREAM_REQ 0x01
#define SCTP_ENABLE_RESET_ASSOC_REQ 0x02
#define SCTP_ENABLE_CHANGE_ASSOC_REQ 0x04
#define SCTP_ENABLE_STRRESET_MASK 0x07
#endif

#ifndef SCTP_RESET_STREAMS /* Linux 4.11 */
#define SCTP_RESET_STREAMS 119
#define SCTP_STREAM_RESET_INCOMING 0x01
#define SCTP_STREAM_RESET_OUTGOING 0x02
__extension__ struct sctp_reset_streams {
	sctp_assoc_t srs_assoc_id;
	uint16_t srs_flags;
	uint16_t srs_number_streams;
	uint16_t srs_stream_list[];
};
#endif

#ifndef SCTP_RESET_ASSOC /* Linux 4.11 */
#define SCTP_RESET_ASSOC 120
#endif

#ifndef SCTP_ADD_STREAMS /* Linux 4.11 */
#define SCTP_ADD_STREAMS 121
struct sctp_add_streams {
	sctp_assoc_t sas_assoc_id;
	uint16_t sas_instrms;
	uint16_t sas_outstrms;
};
#endif

#ifndef SCTP_STREAM_RESET_EVENT /* Linux 4.11 */
#define SCTP_STREAM_RESET_EVENT 0x800a
#define SCTP_STREAM_RESET_INCOMING_SSN 0x0001
#define SCTP_STREAM_RESET_OUTGOING_SSN 0x0002
#define SCTP_STREAM_RESET_DENIED 0x0004
#define SCTP_STREAM_RESET_FAILED 0x0008
__extension__ struct sctp_stream_reset_event {
	__u16 strreset_type;
	__u16 strreset_flags;
	__u32 strreset_length;
	sctp_assoc_t strreset_assoc_id;
	__u16 strreset_stream_list[];
};
#endif

#ifndef SCTP_RECONFIG_SUPPORTED /* Linux 4.12 */
#define SCTP_RECONFIG_SUPPORTED 117
#endif

#ifndef SCTP_PR_STREAM_STATUS /* Linux 4.12 */
#define SCTP_PR_STREAM_STATUS 116
#endif

#ifndef SCTP_ASSOC_RESET_EVENT /* Linux 4.12 */
#define SCTP_ASSOC_RESET_EVENT 0x800b
#define SCTP_ASSOC_RESET_DENIED 0x0004
#define SCTP_ASSOC_RESET_FAILED 0x0008
struct sctp_assoc_reset_event {
	__u16 assocreset_type;
	__u16 assocreset_flags;
	__u32 assocreset_length;
	sctp_assoc_t assocreset_assoc_id;
	__u32 assocreset_local_tsn;
	__u32 assocreset_remote_tsn;
};
#endif

#ifndef SCTP_STREAM_CHANGE_EVENT /* Linux 4.12 */
#define SCTP_STREAM_CHANGE_EVENT 0x800c
#define SCTP_ASSOC_CHANGE_DENIED 0x0004
#define SCTP_ASSOC_CHANGE_FAILED 0x0008
#define SCTP_STREAM_CHANGE_DENIED SCTP_ASSOC_CHANGE_DENIED
#define SCTP_STREAM_CHANGE_FAILED SCTP_ASSOC_CHANGE_FAILED
struct sctp_stream_change_event {
	__u16 strchange_type;
	__u16 strchange_flags;
	__u32 strchange_length;
	sctp_assoc_t strchange_assoc_id;
	__u16 strchange_instrms;
	__u16 strchange_outstrms;
};
#endif

#ifndef SCTP_SOCKOPT_PEELOFF_FLAGS /* Linux 4.13 */
#define SCTP_SOCKOPT_PEELOFF_FLAGS 122
typedef struct {
	sctp_peeloff_arg_t p_arg;
	unsigned flags;
} sctp_peeloff_flags_arg_t;
#endif

#ifndef SCTP_STREAM_SCHEDULER /* Linux 4.15 */
#define SCTP_STREAM_SCHEDULER 123
enum sctp_sched_type {
	SCTP_SS_FCFS,
	SCTP_SS_DEFAULT = SCTP_SS_FCFS,
	SCTP_SS_PRIO,
	SCTP_SS_RR,
	SCTP_SS_MAX = SCTP_SS_RR
};
#endif

#ifndef SCTP_STREAM_SCHEDULER_VALUE /* Linux 4.15 */
#define SCTP_STREAM_SCHEDULER_VALUE 124
struct sctp_stream_value {
	sctp_assoc_t assoc_id;
	uint16_t stream_id;
	uint16_t stream_value;
};
#endif

#ifndef SCTP_INTERLEAVING_SUPPORTED /* Linux 4.16 */
#define SCTP_INTERLEAVING_SUPPORTED 125
#endif

#ifndef SCTP_PRINFO /* Linux 4.17 */
#define SCTP_PRINFO 5
struct sctp_prinfo {
	__u16 pr_policy;
	__u32 pr_value;
};
#endif

#ifndef SCTP_AUTHINFO /* Linux 4.17 */
#define SCTP_AUTHINFO 6
struct sctp_authinfo {
	__u16 auth_keynumber;
};
#endif

#ifndef SCTP_DSTADDRV4 /* Linux 4.17 */
#define SCTP_DSTADDRV4 7
#define SCTP_DSTADDRV6 8
#define SCTP_SENDALL (1 << 6)
#endif

#ifndef SCTP_AUTH_DEACTIVATE_KEY /* Linux 4.17 */
#define SCTP_AUTH_DEACTIVATE_KEY 35
#define SCTP_AUTH_NEW_KEY 0 /* until then SCTP_AUTH_NEWKEY */
#define SCTP_AUTH_FREE_KEY 1
#define SCTP_AUTH_NO_AUTH 2
#endif

#ifndef SCTP_SENDMSG_CONNECT /* Linux 4.17 */
#define SCTP_SENDMSG_CONNECT 126
#endif

#ifndef SCTP_REUSE_PORT /* Linux 4.19 */
#define SCTP_REUSE_PORT 36
#define SPP_IPV6_FLOWLABEL (1 << 8)
#define SPP_DSCP (1 << 9)
#endif

#ifndef SCTP_EVENT /* Linux 5.0 */
#define SCTP_EVENT 127
#define SCTP_PR_SCTP_ALL 0x0080 /* an enumerator since Linux 4.20, which nothing tells; a macro is not in its way */
#define SCTP_DATA_IO_EVENT 0x8000
#define SCTP_SN_TYPE_MAX SCTP_SEND_FAILED_EVENT
struct sctp_event {
	sctp_assoc_t se_assoc_id;
	uint16_t se_type;
	uint8_t se_on;
};
#endif

#ifndef SCTP_FUTURE_ASSOC /* Linux 5.1 */
#define SCTP_FUTURE_ASSOC 0
#define SCTP_CURRENT_ASSOC 1
#define SCTP_ALL_ASSOC 2
#endif

#ifndef SCTP_ASCONF_SUPPORTED /* Linux 5.4 */
#define SCTP_ASCONF_SUPPORTED 128
#endif

#ifndef SCTP_AUTH_SUPPORTED /* Linux 5.4 */
#define SCTP_AUTH_SUPPORTED 129
#endif

#ifndef SCTP_ECN_SUPPORTED /* Linux 5.4 */
#define SCTP_ECN_SUPPORTED 130
#endif

#ifndef SCTP_SEND_FAILED_EVENT /* Linux 5.5 */
#define SCTP_SEND_FAILED_EVENT 0x800d
__extension__ struct sctp_send_failed_event {
	__u16 ssf_type;
	__u16 ssf_flags;
	__u32 ssf_length;
	__u32 ssf_error;
	struct sctp_sndinfo ssfe_info;
	sctp_assoc_t ssf_assoc_id;
	__u8 ssf_data[];
};
#endif

#ifndef SCTP_EXPOSE_POTENTIALLY_FAILED_STATE /* Linux 5.5 */
#define SCTP_EXPOSE_POTENTIALLY_FAILED_STATE 131
#define SCTP_EXPOSE_PF_STATE SCTP_EXPOSE_POTENTIALLY_FAILED_STATE
#define SCTP_ADDR_POTENTIALLY_FAILED 6
#define SCTP_ADDR_PF SCTP_ADDR_POTENTIALLY_FAILED
#define SCTP_POTENTIALLY_FAILED SCTP_PF
#endif

#ifndef SCTP_PEER_ADDR_THLDS_V2 /* Linux 5.5 */
#define SCTP_PEER_ADDR_THLDS_V2 37
struct sctp_paddrthlds_v2 {
	sctp_assoc_t spt_assoc_id;
	struct sockaddr_storage spt_address;
	__u16 spt_pathmaxrxt;
	__u16 spt_pathpfthld;
	__u16 spt_pathcpthld;
};
#endif

#ifndef SCTP_REMOTE_UDP_ENCAPS_PORT /* Linux 5.11 */
#define SCTP_REMOTE_UDP_ENCAPS_PORT 132
struct sctp_udpencaps {
	sctp_assoc_t sue_assoc_id;
	struct sockaddr_storage sue_address;
	uint16_t sue_port;
};
#endif

#ifndef SCTP_PLPMTUD_PROBE_INTERVAL /* Linux 5.14 */
#define SCTP_PLPMTUD_PROBE_INTERVAL 133
struct sctp_probeinterval {
	sctp_assoc_t spi_assoc_id;
	struct sockaddr_storage spi_address;
	__u32 spi_interval;
};
#endif

/* Linux 6.4 added these two schedulers as enumerators alone; a macro of the same value is in nobody's way. */
#ifndef SCTP_SS_FC
#define SCTP_SS_FC 3
#define SCTP_SS_WFQ 4
#endif

/*
 * Names of RFC 6458 for things that Linux has under another name. Options, flags and events of the RFC that
 * Linux lacks altogether have no name here: a name that exists promises that the thing works, and programs
 * test for it with #ifdef.
 */
#define SCTP_DATA_LAST_FRAG 0x0001 /* bits of the DATA chunk's flags that Linux leaves in snd_flags */
#define SCTP_DATA_NOT_FRAG 0x0003
#define ssfe_type ssf_type /* 6.1.11 */
#define ssfe_flags ssf_flags
#define ssfe_length ssf_length
#define ssfe_error ssf_error
#define ssfe_assoc_id ssf_assoc_id
#define ssfe_data ssf_data
#define sn_auth_event sn_authkey_event /* 6.1 */
struct sctp_tlv { /* 6.1: what every notification begins with; in the union an anonymous structure */
	__u16 sn_type;
	__u16 sn_flags;
	__u32 sn_length;
};
#define SCTP_AUTHENTICATION_EVENT SCTP_AUTHENTICATION_EVENT /* 6.1.8: Linux has a macro for all but this one */

/* The info that sctp_sendv() takes (9.12), by its infotype. */
enum {
	SCTP_SENDV_NOINFO,   /* none */
	SCTP_SENDV_SNDINFO,  /* struct sctp_sndinfo */
	SCTP_SENDV_PRINFO,   /* struct sctp_prinfo */
	SCTP_SENDV_AUTHINFO, /* struct sctp_authinfo */
	SCTP_SENDV_SPA	     /* struct sctp_sendv_spa: any of the three */
};

/* sendv_flags: the members of struct sctp_sendv_spa that hold something. */
#define SCTP_SEND_SNDINFO_VALID 0x1
#define SCTP_SEND_PRINFO_VALID 0x2
#define SCTP_SEND_AUTHINFO_VALID 0x4

struct sctp_sendv_spa {
	uint32_t sendv_flags;
	struct sctp_sndinfo sendv_sndinfo;
	struct sctp_prinfo sendv_prinfo;
	struct sctp_authinfo sendv_authinfo;
};

/* The info that sctp_recvv() returns (9.13), by its infotype. */
enum {
	SCTP_RECVV_NOINFO,  /* none */
	SCTP_RECVV_RCVINFO, /* struct sctp_rcvinfo: the message read */
	SCTP_RECVV_NXTINFO, /* struct sctp_nxtinfo: the message after it */
	SCTP_RECVV_RN	    /* struct sctp_recvv_rn: both */
};

struct sctp_recvv_rn {
	struct sctp_rcvinfo recvv_rcvinfo;
	struct sctp_nxtinfo recvv_nxtinfo;
};

/*
 * Address lists are packed: a struct sockaddr_in directly behind a struct sockaddr_in6 and so on, with no
 * padding between them. All addresses of a list have the same port, or port 0 in sctp_bindx().
 */

/*
 * Add local addresses to a socket, or take some away (9.1).
 * flags is SCTP_BINDX_ADD_ADDR or SCTP_BINDX_REM_ADDR. Returns 0.
 * EINVAL: flags, addrcnt or an address is none; EADDRNOTAVAIL: not an address of this machine; EADDRINUSE;
 * EBUSY: the last address cannot be removed; EACCES: a privileged port; EFAULT.
 * Linux binds what stands before the address that fails, where the socket was unbound.
 */
int sctp_bindx(int sd, struct sockaddr *addrs, int addrcnt, int flags);

/*
 * Set up an association with a peer that has several addresses (9.9).
 * Returns 0 with the association's id in *id (id may be NULL). A non-blocking socket returns -1 with
 * EINPROGRESS and has *id too; any other error leaves *id alone.
 * EINVAL, EISCONN, EALREADY, ECONNREFUSED, ETIMEDOUT, EADDRNOTAVAIL, ENETUNREACH, EFAULT.
 */
int sctp_connectx(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);

/*
 * Move an association of a one-to-many socket to a socket of its own (9.2).
 * Returns the new descriptor, which the caller closes. sctp_peeloff_flags (Linux) takes SOCK_CLOEXEC and
 * SOCK_NONBLOCK as well.  EINVAL: no such association or not one-to-many; EMFILE; ENFILE; ENOMEM.
 */
int sctp_peeloff(int sd, sctp_assoc_t assoc_id);
int sctp_peeloff_flags(int sd, sctp_assoc_t assoc_id, unsigned flags);

/*
 * getsockopt() for options that are about one association (8). Puts id where the option's structure has its
 * association id and calls getsockopt(); the rest of *arg is the caller's, as for getsockopt().
 * A structure that is older or newer than the running kernel's is served: what the kernel lacks reads as 0.
 * Returns 0 with *arg and *size filled. EINVAL: no such association, or *size too small; ENOPROTOOPT; EFAULT.
 */
int sctp_opt_info(int sd, sctp_assoc_t id, int opt, void *arg, socklen_t *size);

/*
 * The peer's addresses (9.3), the local ones (9.5) of an association; on a one-to-one socket id is ignored,
 * and sctp_getladdrs() with id 0 gives what the socket is bound to. Return how many there are, with a packed
 * list in *addrs that sctp_freepaddrs() (9.4) or sctp_freeladdrs() (9.6) frees. An unbound socket has 0 local
 * addresses and a list to free nevertheless. EINVAL: no such association; ENOMEM; EFAULT.
 */
int sctp_getpaddrs(int sd, sctp_assoc_t id, struct sockaddr **addrs);
int sctp_freepaddrs(struct sockaddr *addrs);
int sctp_getladdrs(int sd, sctp_assoc_t id, struct sockaddr **addrs);
int sctp_freeladdrs(struct sockaddr *addrs);

/* The size in bytes of an address of that family, 0 for a family that SCTP does not carry (Linux). */
int sctp_getaddrlen(sa_family_t family);

/*
 * The id of the association with the peer that has this address (BSD), or 0 and errno: EINVAL if there is none,
 * EINPROGRESS if it is being set up by a message and has no id yet.
 */
sctp_assoc_t sctp_getassocid(int sd, struct sockaddr *addr);

/*
 * Send a message (9.7, 9.10, 9.11, and BSD's sctp_sendmsgx). ppid goes out as it is: give it in network byte
 * order. timetolive is in milliseconds, 0 for ever. sinfo may be NULL. With addresses the association is set
 * up where there is none yet, and sctp_sendx() returns its id in sinfo_assoc_id.
 * Return the number of bytes sent. The errors are sendmsg()'s and sctp_connectx()'s.
 */
int sctp_sendmsg(int s, const void *msg, size_t len, struct sockaddr *to, socklen_t tolen, uint32_t ppid,
		 uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context);
int sctp_sendmsgx(int s, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt, uint32_t ppid,
		  uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context);
int sctp_send(int s, const void *msg, size_t len, const struct sctp_sndrcvinfo *sinfo, int flags);
int sctp_sendx(int s, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt,
	       struct sctp_sndrcvinfo *sinfo, int flags);

/*
 * Receive a message, or a notification where *msg_flags has MSG_NOTIFICATION (9.8).
 * *msg_flags is flags of recvmsg() on the way in (0, MSG_PEEK...), msg_flags on the way out. sinfo is filled if
 * the socket has SCTP_DATA_IO_EVENT or SCTP_RECVRCVINFO on, else set to 0; a notification leaves it alone. from, fromlen, sinfo, msg_flags may
 * be NULL. Returns the number of bytes, 0 at the end of the association on a one-to-one socket.
 */
int sctp_recvmsg(int s, void *msg, size_t len, struct sockaddr *from, socklen_t *fromlen,
		 struct sctp_sndrcvinfo *sinfo, int *msg_flags);

/*
 * Send a message with one of the infos above (9.12). addrs and addrcnt may be NULL and 0 if the socket or
 * snd_assoc_id says where to; otherwise the association is set up where there is none yet, and its id is
 * returned in snd_assoc_id where that was 0 (it stays 0 on a non-blocking socket whose association is not up yet). flags are sendmsg()'s. Returns the number of bytes sent.
 * EINVAL: infotype, infolen, addrcnt or an address is none; the other errors are sendmsg()'s.
 */
int sctp_sendv(int s, const struct iovec *iov, int iovcnt, struct sockaddr *addrs, int addrcnt, void *info,
	       socklen_t infolen, unsigned int infotype, int flags);

/*
 * Receive a message with what SCTP_RECVRCVINFO and SCTP_RECVNXTINFO have been turned on for (9.13).
 * *infolen is the size of info on the way in, of what was stored there on the way out; *infotype says what
 * that is. An info too small for both holds the message's own. *flags as for sctp_recvmsg().
 */
int sctp_recvv(int s, const struct iovec *iov, int iovlen, struct sockaddr *from, socklen_t *fromlen,
	       void *info, socklen_t *infolen, unsigned int *infotype, int *flags);

#ifdef __cplusplus
}
#endif

#endif
