struct ring;
struct ring *ring_open(unsigned entries);  // NULL with errno if the kernel refuses
int ring_fd(struct ring *r);
int ring_put(struct ring *r, int op, int fd, void *buffer, unsigned size, long offset, unsigned long id);
int ring_enter(struct ring *r, unsigned wait);
int ring_take(struct ring *r, unsigned long *id, int *result);
