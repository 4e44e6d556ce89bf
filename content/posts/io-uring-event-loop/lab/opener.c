// Opens a file in two ways and prints the first line of what it gets: opener FILE
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ring.h"

// #region opener
static int call(struct ring *ring, int op, int fd, void *buffer, unsigned size) {
    unsigned long id;
    int result;
    ring_put(ring, op, fd, buffer, size, 0, 0);
    ring_enter(ring, 1);  // and wait for one completion
    ring_take(ring, &id, &result);
    return result;
}

int main(int argc, char **argv) {
    int fd = open(argv[1], O_RDONLY);
    printf("openat:           %s\n", fd < 0 ? strerror(errno) : "opened");

    struct ring *ring = ring_open(4);
    if (!ring) return printf("io_uring_setup:   %s\n", strerror(errno)) < 0;
    fd = call(ring, IORING_OP_OPENAT, AT_FDCWD, argv[1], 0);
    printf("IORING_OP_OPENAT: %s\n", fd < 0 ? strerror(-fd) : "opened");
    char text[64];
    int size = call(ring, IORING_OP_READ, fd, text, sizeof text);
    printf("IORING_OP_READ:   %.*s\n", size > 0 ? (int)strcspn(text, "\n") : 0, text);
    return 0;
}
// #endregion opener
