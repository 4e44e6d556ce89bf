#!/usr/bin/python3
# How long memory.high delays a process that only allocates, from memory.high to memory.max, if nothing can be reclaimed.
# The numbers are those of calculate_high_delay() in Linux's mm/memcontrol.c. Usage: brake.py HIGH MAX, in MiB
import sys

BATCH = 64  # MEMCG_CHARGE_BATCH: pages that are charged at once, since Linux 6.1


def delay(usage, high):
    """Seconds of sleep for one batch at this usage."""
    over = ((usage - high) << 20) // high
    milliseconds = over * over * 1000 >> 34
    return 0 if milliseconds <= 10 else min(milliseconds, 2000) / 1000


high, limit = (int(float(size) * 256) for size in sys.argv[1:])
print(round(sum(delay(usage, high) for usage in range(high, limit, BATCH))))
