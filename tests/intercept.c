/* SPDX-License-Identifier: MIT
 *
 * The calls that the library makes, noted and answered: see intercept.h. These definitions stand before
 * libc's and before AddressSanitizer's, because the program itself has them.
 */
#include "tests/intercept.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct call calls[64];
unsigned int call_count;
struct kernel kernel;
long allocated;

static struct {
	enum function function;
	unsigned int nth;
	int error;
} failures[8];
static unsigned int malloc_fails_in;
static int failing_option, option_error;

void intercept_reset(void)
{
	call_count = 0;
	memset(&kernel, 0, sizeof(kernel));
	memset(failures, 0, sizeof(failures));
	malloc_fails_in = 0;
	option_error = 0;
	linux_socket = (struct linux_socket){ .type = SOCK_SEQPACKET, .page_size = 4096 };
}

void kernel_fails(enum function function, unsigned int nth, int error)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		if (failures[i].nth)
			continue;
		failures[i].function = function;
		failures[i].nth = nth;
		failures[i].error = error;
		return;
	}
	abort();
}

void option_fails(int option, int error)
{
	failing_option = option;
	option_error = error;
}

unsigned int called(enum function function)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < call_count; i++)
		count += calls[i].function == function;
	return count;
}

/* Note a call. More than there is room for are an endless loop. */
static struct call *note(enum function function, int sd)
{
	struct call *call = &calls[call_count];

	if (call_count == sizeof(calls) / sizeof(calls[0])) {
		fprintf(stderr, "more than %u calls\n", call_count);
		abort();
	}
	call_count++;
	memset(call, 0, offsetof(struct call, value));
	call->at = NULL;
	call->iovcnt = call->name_size = call->control_size = 0;
	call->function = function;
	call->sd = sd;
	return call;
}

/* The error that the test wants this call to have, or 0. */
static int failure(enum function function)
{
	int error = 0;

	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		if (failures[i].nth && failures[i].function == function && --failures[i].nth == 0)
			error = failures[i].error;
	}
	return error;
}

static long answered(long answer)
{
	if (answer >= 0)
		return answer;
	errno = (int)-answer;
	return -1;
}

/* Of what is larger than this only the two ends are touched. */
#define MUCH 16384

/* Read every byte, and keep the first room of them. */
static void touch(const void *from, size_t size, unsigned char *keep, size_t room)
{
	const volatile unsigned char *byte = from;

	for (size_t i = 0; i < size; i++) {
		unsigned char value;

		if (i == MUCH / 2 && size > MUCH)
			i = size - MUCH / 2;
		value = byte[i];
		if (i < room)
			keep[i] = value;
	}
}

/* As the kernel may: every byte of what it is to fill. */
static void touch_output(void *to, size_t size)
{
	volatile unsigned char *byte = to;

	for (size_t i = 0; i < size; i++) {
		if (i == MUCH / 2 && size > MUCH)
			i = size - MUCH / 2;
		byte[i] = byte[i];
	}
}

static void note_message(struct call *call, const struct msghdr *msg, int flags)
{
	call->flags = flags;
	call->at = msg->msg_iov;
	call->iovcnt = msg->msg_iovlen;
	call->name_at = msg->msg_name;
	call->name_size = msg->msg_namelen;
	call->control_size = msg->msg_controllen;
}

ssize_t sendmsg(int sd, const struct msghdr *msg, int flags)
{
	struct call *call = note(SENDMSG, sd);
	size_t copied = 0;
	int error;

	note_message(call, msg, flags);
	if (msg->msg_name && (int)msg->msg_namelen >= 0)
		touch(msg->msg_name, msg->msg_namelen, call->name, sizeof(call->name));
	touch(msg->msg_control, msg->msg_controllen, call->control, sizeof(call->control));
	for (size_t i = 0; msg->msg_iov && i < msg->msg_iovlen && i < 1024; i++) {
		const struct iovec *iov = &msg->msg_iov[i];

		if ((ssize_t)iov->iov_len < 0 || !iov->iov_base)
			continue;
		touch(iov->iov_base, iov->iov_len, call->value + copied, sizeof(call->value) - copied);
		call->size += iov->iov_len;
		copied = call->size < sizeof(call->value) ? call->size : sizeof(call->value);
	}
	error = failure(SENDMSG);
	return answered(error ? -error : (kernel.sendmsg ? kernel.sendmsg : linux_sendmsg)(msg, flags));
}

ssize_t recvmsg(int sd, struct msghdr *msg, int flags)
{
	int error;

	note_message(note(RECVMSG, sd), msg, flags);
	touch_output(msg->msg_control, msg->msg_controllen);
	error = failure(RECVMSG);
	return answered(error ? -error : (kernel.recvmsg ? kernel.recvmsg : linux_recvmsg)(msg, flags));
}

int getsockopt(int sd, int level, int option, void *value, socklen_t *size)
{
	struct call *call = note(GETSOCKOPT, sd);
	int error;

	call->level = level;
	call->option = option;
	call->at = value;
	if (value && size && (int)*size >= 0) {
		call->size = *size;
		touch(value, *size, call->value, sizeof(call->value));
		touch_output(value, *size);
	}
	error = failure(GETSOCKOPT);
	if (option_error && level == IPPROTO_SCTP && option == failing_option)
		error = option_error;
	if (!error && (!size || (!value && *size)))
		error = EFAULT;
	return (int)answered(
	    error ? -error
		  : (kernel.getsockopt ? kernel.getsockopt : linux_getsockopt)(level, option, value, size));
}

int setsockopt(int sd, int level, int option, const void *value, socklen_t size)
{
	struct call *call = note(SETSOCKOPT, sd);
	int error;

	call->level = level;
	call->option = option;
	call->at = value;
	call->size = size;
	if (value && (int)size >= 0)
		touch(value, size, call->value, sizeof(call->value));
	error = failure(SETSOCKOPT);
	if (option_error && level == IPPROTO_SCTP && option == failing_option)
		error = option_error;
	if (!error && !value && size)
		error = EFAULT;
	return (int)answered(
	    error ? -error
		  : (kernel.setsockopt ? kernel.setsockopt : linux_setsockopt)(level, option, value, size));
}

int shutdown(int sd, int how)
{
	int error;

	note(SHUTDOWN, sd)->flags = how;
	error = failure(SHUTDOWN);
	return (int)answered(error ? -error : (kernel.shutdown ? kernel.shutdown : linux_shutdown)(how));
}

/* What finds out whether memory can be written: these calls are made. */
static int is_refused(long number)
{
	int error;

	note(RAW, -1)->flags = (int)number;
	error = failure(RAW);
	if (error)
		errno = error;
	return error;
}

long syscall(long number, ...)
{
	static long (*real)(long, ...);
	long args[6];
	va_list list;

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		args[i] = va_arg(list, long);
	va_end(list);
	if (is_refused(number))
		return -1;
	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "syscall");
	return real(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}

/* Of the played machine. */
int getpagesize(void)
{
	return linux_socket.page_size ? (int)linux_socket.page_size : 4096;
}

int mincore(void *start, size_t size, unsigned char *pages)
{
	static int (*real)(void *, size_t, unsigned char *);

	if (is_refused(SYS_mincore))
		return -1;
	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "mincore");
	if ((uintptr_t)start & ((uintptr_t)getpagesize() - 1)) {
		errno = EINVAL;
		return -1;
	}
	/* Where the played machine's page begins, the real one may have none: any page does. */
	if (linux_socket.page_size > 4096)
		start = (void *)((uintptr_t)calls & ~(uintptr_t)4095);
	return real(start, size, pages);
}

/*
 * ---- malloc() and free() of the program's objects alone, by the linker's --wrap: the sanitizer's own go on
 * ---- The fuzzers are linked without, for libFuzzer stands in the program, too.
 */
void *__real_malloc(size_t size) __attribute__((weak));
void *__wrap_malloc(size_t size);
void __real_free(void *memory) __attribute__((weak));
void __wrap_free(void *memory);

void malloc_fails(unsigned int nth)
{
	malloc_fails_in = nth;
}

void *__wrap_malloc(size_t size)
{
	void *memory = NULL;

	if (malloc_fails_in && --malloc_fails_in == 0)
		errno = ENOMEM;
	else
		memory = __real_malloc(size);
	allocated += memory != NULL;
	return memory;
}

void __wrap_free(void *memory)
{
	allocated -= memory != NULL;
	__real_free(memory);
}

/* ---- inputs and outputs of tests ---- */

void *tail_alloc(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (size + page - 1) / page * page;
	char *memory = mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED || mprotect(memory + room, page, PROT_NONE) != 0)
		abort();
	return memory + room - size;
}

void *tail_copy(const void *from, size_t size)
{
	void *memory = tail_alloc(size);

	if (size)
		memcpy(memory, from, size);
	return memory;
}

void *tail_readonly(const void *from, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	char *memory = tail_copy(from, size);
	char *start = (char *)((uintptr_t)memory & ~(page - 1));

	if (size && mprotect(start, (size_t)(memory + size - start), PROT_READ) != 0)
		abort();
	return memory;
}

void tail_free(void *memory, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t end = (uintptr_t)memory + size, start = (uintptr_t)memory & ~(page - 1);

	munmap((void *)start, end + page - start);
}

size_t pack_addrs(void *list, size_t room, const char *text, uint16_t port)
{
	char *out = list;
	size_t used = 0;

	while (*text) {
		struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(port) };
		struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
		size_t length = strcspn(text, " %"), size = sizeof(v6);
		const void *addr = &v6;
		char word[64];

		snprintf(word, sizeof(word), "%.*s", (int)length, text);
		text += length;
		if (*text == '%') {
			v6.sin6_scope_id = (uint32_t)atoi(text + 1);
			text += strcspn(text, " ");
		}
		text += strspn(text, " ");
		if (inet_pton(AF_INET, word, &v4.sin_addr) == 1) {
			addr = &v4;
			size = sizeof(v4);
		} else if (inet_pton(AF_INET6, word, &v6.sin6_addr) != 1) {
			abort();
		}
		if (used + size > room)
			abort();
		memcpy(out + used, addr, size);
		used += size;
	}
	return used;
}

size_t call_items(const struct call *call, struct item *items, size_t room)
{
	struct msghdr msg = { .msg_control = (void *)call->control, .msg_controllen = call->control_size };
	size_t count = 0, used = 0;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c), count++) {
		const unsigned char *data = CMSG_DATA(c);
		size_t size = c->cmsg_len - CMSG_LEN(0);

		if (count == room)
			abort();
		items[count] = (struct item){ c->cmsg_level, c->cmsg_type, size, data };
		for (size_t i = size; i < CMSG_SPACE(size) - CMSG_LEN(0); i++) {
			if (data[i])
				items[count].type = -1;
		}
		used += CMSG_SPACE(size);
	}
	/* The last item's padding may be left away, as CMSG_LEN() does. */
	if (used != call->control_size && CMSG_ALIGN(call->control_size) != used && count)
		items[count - 1].type = -1;
	return count;
}
