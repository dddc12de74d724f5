/* SPDX-License-Identifier: MIT
 *
 * The bugs of lksctp-tools' libsctp that show without a kernel SCTP: this program answers the library's system
 * calls itself, and is built with AddressSanitizer, which sees what the library does to its buffers. As
 * kernel_bugs.c, tests/test_bugs_of_lksctp runs it over Debian's library too.
 */
#include "tests/bugs.h"

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <string.h>
#include <sys/mman.h>

static int calls;
static socklen_t last_size;
static int (*answer)(void *value, socklen_t *size);

int setsockopt(int sd, int level, int option, const void *value, socklen_t size)
{
	(void)sd, (void)level, (void)option, (void)value;
	calls++;
	last_size = size;
	return 0;
}

int getsockopt(int sd, int level, int option, void *value, socklen_t *size)
{
	(void)sd, (void)level, (void)option;
	calls++;
	last_size = *size;
	return answer ? answer(value, size) : 0;
}

/* As many addresses as that, in little memory: the same 2 MiB again and again. */
static struct sockaddr *many_addresses(size_t count)
{
	const size_t piece = 2 << 20, all = (count * sizeof(struct sockaddr_in) + piece - 1) / piece * piece;
	int file = memfd_create("addresses", 0);
	struct sockaddr_in *first;
	char *start;

	CHECK(file >= 0 && ftruncate(file, (off_t)piece) == 0);
	start = mmap(NULL, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	CHECK(start != MAP_FAILED);
	for (size_t at = 0; at < all; at += piece)
		CHECK(mmap(start + at, piece, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED);
	first = (struct sockaddr_in *)start;
	for (size_t i = 0; i < piece / sizeof(*first); i++)
		first[i] = (struct sockaddr_in){ .sin_family = AF_INET };
	return (struct sockaddr *)start;
}

static void connectx_overflows_its_size_with_2_to_the_27_addresses(void)
{
	sctp_assoc_t id;

	errno = 0;
	CHECK(sctp_connectx(0, many_addresses(1 << 27), 1 << 27, &id) == -1);
	CHECK(errno == EINVAL && calls == 0);
}

static void bindx_wraps_its_size_with_more_than_2_to_the_28_addresses(void)
{
	CHECK(sctp_bindx(0, many_addresses((1 << 28) + 1), (1 << 28) + 1, SCTP_BINDX_ADD_ADDR) == -1);
	CHECK(errno == EINVAL && calls == 0);
}

/* A reply of as many IPv6 addresses as fit, in the shape that Linux gives it. */
static int fill_with_addresses(void *value, socklen_t *size)
{
	struct sctp_getaddrs *reply = value;
	size_t room = *size - sizeof(*reply);

	reply->addr_num = (uint32_t)(room / sizeof(struct sockaddr_in6));
	for (unsigned int i = 0; i < reply->addr_num; i++) {
		const struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_port = htons(1) };

		memcpy(reply->addrs + i * sizeof(address), &address, sizeof(address));
	}
	*size = (socklen_t)(sizeof(*reply) + reply->addr_num * sizeof(struct sockaddr_in6));
	return 0;
}

static void getpaddrs_reads_8_bytes_behind_a_reply_that_fills_the_buffer(void)
{
	struct sockaddr *list;

	answer = fill_with_addresses;
	CHECK(sctp_getpaddrs(0, 1, &list) == 146);
	CHECK(last_size == 4096); /* filled to the last byte: 8 + 146 * 28 */
	sctp_freepaddrs(list);
}

static int no_memory(void *value, socklen_t *size)
{
	(void)value, (void)size;
	errno = ENOMEM;
	return -1;
}

static void getpaddrs_takes_lack_of_memory_for_a_small_buffer_33_times(void)
{
	struct sockaddr *list;

	answer = no_memory;
	CHECK(sctp_getpaddrs(0, 1, &list) == -1);
	CHECK(errno == ENOMEM && calls < 10);
}

static const struct bug bugs[] = {
	BUG(10, connectx_overflows_its_size_with_2_to_the_27_addresses),
	BUG(10, bindx_wraps_its_size_with_more_than_2_to_the_28_addresses),
	BUG(14, getpaddrs_reads_8_bytes_behind_a_reply_that_fills_the_buffer),
	BUG(15, getpaddrs_takes_lack_of_memory_for_a_small_buffer_33_times),
};

int main(void)
{
	return bugs_main(bugs, sizeof(bugs) / sizeof(bugs[0]), 60);
}
