/* SPDX-License-Identifier: MIT
 *
 * The kernel as a test plays it: sendmsg(), recvmsg(), getsockopt(), setsockopt() and shutdown() of a program
 * that is linked with the library's own sources. What else it calls (RAW) is noted, and goes to the real
 * kernel. Each call is noted, every byte that it hands over is touched (so that AddressSanitizer or an
 * unmapped page objects to wrong sizes), and then it is answered: by the rules of Linux 6.1
 * (intercept_linux.c), or by a function that the test sets.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <netinet/sctp.h>

enum function { SENDMSG, RECVMSG, GETSOCKOPT, SETSOCKOPT, SHUTDOWN, RAW, FUNCTIONS };

struct call {
	enum function function;
	int sd;
	int flags; /* of messages; how of shutdown(); the number of a system call that is none of these */
	int level, option;         /* of socket options */
	size_t size;               /* of the option's value, or of the message's data */
	unsigned char value[4096]; /* the first bytes of that */
	const void *at;            /* where the value, or the iovec, stood */
	size_t iovcnt;
	const void *name_at;
	size_t name_size;
	unsigned char name[128];
	size_t control_size;
	unsigned char control[4096];
};

/* What was called, in order. */
extern struct call calls[64];
extern unsigned int call_count;

/* How the calls are answered: 0 or more, or -errno. Those left NULL follow Linux. */
struct kernel {
	ssize_t (*sendmsg)(const struct msghdr *msg, int flags);
	ssize_t (*recvmsg)(struct msghdr *msg, int flags);
	int (*getsockopt)(int level, int option, void *value, socklen_t *size);
	int (*setsockopt)(int level, int option, const void *value, socklen_t size);
	int (*shutdown)(int how);
};
extern struct kernel kernel;

/* The nth call of that function from now on, 1 being the next, fails with error. */
void kernel_fails(enum function function, unsigned int nth, int error);

/* Every call with that socket option of SCTP's fails with error; 0: no more. */
void option_fails(int option, int error);

/* The library's malloc() fails the nth time from now on; 0: never. */
void malloc_fails(unsigned int nth);

/* What the library has allocated and not freed. */
extern long allocated;

/* Forget the calls and the failures, answer like Linux. Tests of run_isolated() begin so. */
void intercept_reset(void);

/* The number of calls of one function. */
unsigned int called(enum function function);

/*
 * Memory that ends where an unmapped page begins: a byte too many is a segmentation fault. tail_copy() fills
 * it, tail_readonly() makes it read-only as well. tail_free() is for tests that need thousands.
 */
void *tail_alloc(size_t size);
void *tail_copy(const void *from, size_t size);
void *tail_readonly(const void *from, size_t size);
void tail_free(void *memory, size_t size);

/*
 * A packed list of addresses out of its text, "192.0.2.1 2001:db8::1 fe80::1%3", all with that port.
 * Returns its size in bytes; at most room are written.
 */
size_t pack_addrs(void *list, size_t room, const char *text, uint16_t port);

/*
 * The items of a call's ancillary data, read with CMSG_*(); type -1 where one is malformed or padding is not
 * zero.
 */
struct item {
	int level, type;
	size_t size;
	const unsigned char *data;
};
size_t call_items(const struct call *call, struct item *items, size_t room);

/* ---- intercept_linux.c: a socket of Linux 6.1 with one association at most ---- */

struct linux_socket {
	int type;                 /* SOCK_SEQPACKET or SOCK_STREAM */
	bool nonblocking;         /* O_NONBLOCK: sending does not wait until the association is up */
	sctp_assoc_t id;          /* of the association, 0: there is none */
	int state;                /* its state, as in sstat_state */
	size_t sent;              /* bytes taken over from the program so far */
	size_t lost;              /* of which were thrown away together with the association */
	bool ended;               /* SCTP_EOF or shutdown() has been said */
	size_t page_size;         /* of its machine's memory, in bytes */
	unsigned char list[4096]; /* the addresses that one of connectx's options had last */
	size_t list_size;
};
extern struct linux_socket linux_socket;
#define LINUX_NEXT_ID 42 /* the id of an association that is set up */

ssize_t linux_sendmsg(const struct msghdr *msg, int flags);
ssize_t linux_recvmsg(struct msghdr *msg, int flags);
int linux_getsockopt(int level, int option, void *value, socklen_t *size);
int linux_setsockopt(int level, int option, const void *value, socklen_t size);
int linux_shutdown(int how);
