/* SPDX-License-Identifier: MIT
 *
 * Messages per second through sctp_sendv() and sctp_recvv() of several libraries, from one socket of this process to
 * another.
 *
 *   rate BYTES BATCHES LIBRARY...     prints the number of messages per second of each, in one line
 *
 * The libraries take turns batch by batch, and of each the median batch counts: so all have the same share of what
 * else the machine does, and the batches that it interrupts do not count.
 */
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <netinet/sctp.h>

#define BATCH 16	 /* messages under way, of so many bytes at most: what the socket buffers of every kernel hold */
#define MOST_BYTES 4096
#define LIBRARIES 4

static struct library {
	__typeof__(sctp_sendv) *sendv;
	__typeof__(sctp_recvv) *recvv;
	double *seconds; /* of each batch */
} libraries[LIBRARIES];

static void need(int holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "rate: %s: %s\n", what, strerror(errno));
		exit(2);
	}
}

static void connect_pair(int pair[2])
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(addr);
	int on = 1, listening = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);

	need(listening >= 0, "socket");
	need(bind(listening, (struct sockaddr *)&addr, size) == 0, "bind");
	need(listen(listening, 1) == 0, "listen");
	need(getsockname(listening, (struct sockaddr *)&addr, &size) == 0, "getsockname");
	pair[0] = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);
	need(connect(pair[0], (struct sockaddr *)&addr, size) == 0, "connect");
	pair[1] = accept(listening, NULL, NULL);
	need(pair[1] >= 0, "accept");
	setsockopt(pair[0], IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof(on));
	setsockopt(pair[1], IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on));
}

static void exchange(const struct library *library, const int pair[2], const struct iovec *iov)
{
	for (int i = 0; i < BATCH; i++) {
		struct sctp_sndinfo info = { .snd_sid = 1 };

		need(library->sendv(pair[0], iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) ==
			     (int)iov->iov_len, "sctp_sendv");
	}
	for (int i = 0; i < BATCH; i++) {
		struct sctp_rcvinfo info;
		socklen_t size = sizeof(info);
		unsigned int type = 0;
		int flags = 0;

		need(library->recvv(pair[1], iov, 1, NULL, NULL, &info, &size, &type, &flags) == (int)iov->iov_len &&
			     type == SCTP_RECVV_RCVINFO, "sctp_recvv");
	}
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void load(struct library *library, const char *path, int batches)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	void *sendv = handle ? dlsym(handle, "sctp_sendv") : NULL;
	void *recvv = handle ? dlsym(handle, "sctp_recvv") : NULL;

	need(sendv && recvv, path);
	memcpy(&library->sendv, &sendv, sizeof(sendv));
	memcpy(&library->recvv, &recvv, sizeof(recvv));
	library->seconds = calloc((size_t)batches, sizeof(double));
}

int main(int argc, char **argv)
{
	size_t bytes = argc > 3 ? strtoul(argv[1], NULL, 10) : 0;
	int batches = argc > 3 ? atoi(argv[2]) : 0;
	int pair[2], count = argc - 3;
	struct iovec iov;

	errno = EINVAL;
	need(bytes > 0 && bytes <= MOST_BYTES && batches > 0 && count <= LIBRARIES, "rate BYTES BATCHES LIBRARY...");
	iov = (struct iovec){ calloc(1, bytes), bytes };
	for (int i = 0; i < count; i++)
		load(&libraries[i], argv[3 + i], batches);
	connect_pair(pair);
	/* The first rounds do not count: the congestion window opens, caches fill. */
	for (int batch = -20; batch < batches; batch++) {
		for (int i = 0; i < count; i++) {
			struct library *library = &libraries[(i + (batch & 1)) % count];
			double began = seconds();

			exchange(library, pair, &iov);
			if (batch >= 0)
				library->seconds[batch] = seconds() - began;
		}
	}
	for (int i = 0; i < count; i++) {
		qsort(libraries[i].seconds, (size_t)batches, sizeof(double), compare);
		printf("%.0f%c", BATCH / libraries[i].seconds[batches / 2], i + 1 < count ? ' ' : '\n');
	}
	return 0;
}
