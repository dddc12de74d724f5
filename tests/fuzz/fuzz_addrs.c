/* SPDX-License-Identifier: MIT
 *
 * Fuzzes what walks packed lists of addresses: a program's, given to sctp_bindx(), sctp_connectx() and
 * sctp_getassocid() in memory of exactly their size; and the kernel's, returned by sctp_getpaddrs() and
 * sctp_getladdrs(), which must be as long as their count says.
 *
 * Input: which of the two, then either the count (2) and the list, or how each try is answered (3), the
 * number of addresses (4), and the list.
 */
#include "tests/fuzz/fuzz.h"

#include <limits.h>
#include <sanitizer/allocator_interface.h>

static void program_list(struct input *in)
{
	static const int odd[] = { 0, -1, INT_MIN, INT_MAX, 65537, 1 << 28 };
	int wanted = (int16_t)take2(in), count, ok, rc;
	sctp_assoc_t id = -1;
	size_t size = in->size, used;
	uint8_t *list;

	if (wanted < 0)
		wanted = odd[-wanted % 6];
	list = take_copy(in, &size);
	count = fair_count(list, size, wanted);
	ok = count > 0 && count <= 65536 && (int)count_addresses(list, size, (size_t)count, &used) == count;
	errno = 4242;
	rc = sctp_bindx(3, (void *)list, count, SCTP_BINDX_ADD_ADDR);
	CHECK(rc == (ok ? 0 : -1) && errno == (ok ? 4242 : EINVAL));
	errno = 4242;
	rc = sctp_connectx(3, (void *)list, count, &id);
	if (rc == 0)
		CHECK(ok && errno == 4242 && id == LINUX_NEXT_ID);
	else /* an address that is twice in it is the kernel's to refuse */
		CHECK(rc == -1 && id == -1 && errno == (ok ? EADDRNOTAVAIL : EINVAL));
	CHECK(call_count == (ok ? 2 : 0));
	if (ok) {
		struct sctp_getaddrs_old arg;

		CHECK(calls[0].function == SETSOCKOPT && calls[0].size == used && calls[0].at == list);
		memcpy(&arg, calls[1].value, sizeof(arg));
		CHECK(arg.addr_num == (int)used && (void *)arg.addrs == list);
	}
	if (count > 0 && count_addresses(list, size, 1, &used) == 1) {
		errno = 4242;
		CHECK(sctp_getassocid(3, (void *)list) == linux_socket.id);
		CHECK(errno == (linux_socket.id ? 4242 : EINVAL));
	}
	free(list);
}

static struct {
	struct input in;
	uint8_t tries[3];
	uint32_t count;
	uint8_t *reply; /* what stood in the buffer behind the header, as far as an address could reach */
	size_t size;
} kernels;

static int reply(int level, int option, void *value, socklen_t *size)
{
	const size_t header = offsetof(struct sctp_getaddrs, addrs);
	const unsigned int nth = called(GETSOCKOPT) - 1;
	const uint8_t last = kernels.tries[sizeof(kernels.tries) - 1];
	const uint8_t how = nth < sizeof(kernels.tries) ? kernels.tries[nth]
			    : last & 64                 ? 1
			    : last & 32                 ? 0
							: 2;
	size_t room = *size - header, given = kernels.in.size;

	CHECK(level == IPPROTO_SCTP && (option == SCTP_GET_PEER_ADDRS || option == SCTP_GET_LOCAL_ADDRS));
	CHECK(*size >= header);
	if (how % 4)
		return how % 4 == 1 ? -ENOMEM : -EINVAL;
	if (given > room)
		given = room;
	kernels.size = room - given < 64 ? room : given + 64;
	kernels.reply = malloc(kernels.size);
	if (!kernels.reply)
		abort();
	memset(kernels.reply, 0xaa, kernels.size); /* behind the input, a family that is none */
	memcpy(kernels.reply, kernels.in.data, given);
	memcpy((char *)value + header, kernels.reply, kernels.size);
	memcpy((char *)value + offsetof(struct sctp_getaddrs, addr_num), &kernels.count,
	       sizeof(kernels.count));
	*size = (socklen_t)(given + (how & 4 ? header : 0));
	return 0;
}

static void kernel_list(struct input *in, unsigned int how)
{
	struct sockaddr *list = (void *)in;
	int rc;

	for (size_t i = 0; i < sizeof(kernels.tries); i++)
		kernels.tries[i] = (uint8_t)take(in);
	kernels.count = take2(in);
	kernels.count |= take2(in) << 16;
	kernels.in = *in;
	kernels.reply = NULL;
	kernel.getsockopt = reply;
	errno = 4242;
	rc = how & 2 ? sctp_getpaddrs(3, 42, &list) : sctp_getladdrs(3, 42, &list);
	CHECK(call_count <= 8);
	if (rc < 0) {
		CHECK(rc == -1 && (errno == ENOMEM || errno == EINVAL) && list == (void *)in);
		CHECK(!kernels.reply);
	} else {
		size_t used, walked;
		unsigned int count = count_addresses(kernels.reply, kernels.size, kernels.count, &used);

		CHECK(errno == 4242 && list);
		CHECK((unsigned int)rc == count);
		CHECK(__sanitizer_get_allocated_size(list) >= used);
		CHECK(count_addresses((void *)list, used, count, &walked) == count && walked == used);
		CHECK(memcmp(list, kernels.reply, used) == 0);
		CHECK((how & 2 ? sctp_freepaddrs(list) : sctp_freeladdrs(list)) == 0);
	}
	free(kernels.reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	unsigned int how = take(&in);

	intercept_reset();
	if (how & 1)
		kernel_list(&in, how);
	else
		program_list(&in);
	return 0;
}
