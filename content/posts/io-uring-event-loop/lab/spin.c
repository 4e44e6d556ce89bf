// Waits for another side to move the tail, without a barrier and with one.
extern unsigned *tail;

void careless(unsigned head) {
    while (*tail == head) {}
}

void careful(unsigned head) {
    while (__atomic_load_n(tail, __ATOMIC_ACQUIRE) == head) {}
}
