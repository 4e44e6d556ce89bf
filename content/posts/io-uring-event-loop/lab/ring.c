// A ring by system calls alone: set up, submit, complete. Built as a library, for uring.py and for opener.c.
#include <errno.h>
#include <linux/io_uring.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ring.h"

// #region open
struct ring {
    int fd;
    unsigned entries, unsent;                          // unsent: written, but the kernel doesn't know yet
    unsigned *sq_head, *sq_tail, *sq_array, sq_mask;   // we write the tail, the kernel writes the head
    unsigned *cq_head, *cq_tail, cq_mask;              // the kernel writes the tail, we write the head
    struct io_uring_sqe *sqes;
    struct io_uring_cqe *cqes;
};

struct ring *ring_open(unsigned entries) {
    struct io_uring_params p = {0};
    int fd = syscall(SYS_io_uring_setup, entries, &p);
    if (fd < 0) return NULL;
    size_t sq_size = p.sq_off.array + p.sq_entries * sizeof(unsigned);
    size_t cq_size = p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe);
    size_t size = sq_size > cq_size ? sq_size : cq_size;  // both are in one mapping
    char *both = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, IORING_OFF_SQ_RING);
    void *sqes = mmap(NULL, p.sq_entries * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_POPULATE, fd, IORING_OFF_SQES);
    if (both == MAP_FAILED || sqes == MAP_FAILED || !(p.features & IORING_FEAT_SINGLE_MMAP)) {
        close(fd);  // before Linux 5.4 the two rings had a mapping each
        errno = ENOSYS;
        return NULL;
    }
    struct ring *r = malloc(sizeof *r);
    *r = (struct ring){
        .fd = fd, .entries = p.sq_entries, .sqes = sqes,
        .sq_head = (unsigned *)(both + p.sq_off.head), .sq_tail = (unsigned *)(both + p.sq_off.tail),
        .sq_array = (unsigned *)(both + p.sq_off.array), .sq_mask = *(unsigned *)(both + p.sq_off.ring_mask),
        .cq_head = (unsigned *)(both + p.cq_off.head), .cq_tail = (unsigned *)(both + p.cq_off.tail),
        .cqes = (struct io_uring_cqe *)(both + p.cq_off.cqes), .cq_mask = *(unsigned *)(both + p.cq_off.ring_mask),
    };
    return r;
}
// #endregion open

int ring_fd(struct ring *r) { return r->fd; }

// #region put
// Writes one request. Returns 0 if the queue is full.
int ring_put(struct ring *r, int op, int fd, void *buffer, unsigned size, long offset, unsigned long id) {
    unsigned tail = *r->sq_tail;  // only we write it
    if (tail - __atomic_load_n(r->sq_head, __ATOMIC_ACQUIRE) == r->entries) return 0;
    unsigned place = tail & r->sq_mask;
    r->sqes[place] = (struct io_uring_sqe){
        .opcode = op, .fd = fd, .addr = (unsigned long)buffer, .len = size, .off = offset, .user_data = id};
    r->sq_array[place] = place;
    __atomic_store_n(r->sq_tail, tail + 1, __ATOMIC_RELEASE);
    r->unsent++;
    return 1;
}

// Tells the kernel about all requests since the last time, with one system call. Waits for `wait` completions.
int ring_enter(struct ring *r, unsigned wait) {
    unsigned flags = wait ? IORING_ENTER_GETEVENTS : 0;
    int taken = syscall(SYS_io_uring_enter, r->fd, r->unsent, wait, flags, NULL, 0);
    if (taken > 0) r->unsent -= taken;
    return taken;
}
// #endregion put

// #region take
// Takes one completion. Returns 0 if there is none. Makes no system call.
int ring_take(struct ring *r, unsigned long *id, int *result) {
    unsigned head = *r->cq_head;  // only we write it
    if (head == __atomic_load_n(r->cq_tail, __ATOMIC_ACQUIRE)) return 0;
    struct io_uring_cqe *done = &r->cqes[head & r->cq_mask];
    *id = done->user_data;
    *result = done->res;  // what the system call would have returned, or minus its errno
    __atomic_store_n(r->cq_head, head + 1, __ATOMIC_RELEASE);
    return 1;
}
// #endregion take
