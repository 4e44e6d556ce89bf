#!/usr/bin/env python3
"""spread.py PORT: how many of each 100 requests does the canary get?"""
import math
import statistics
import sys

from ask import Client

SAMPLES, SIZE, SHARE = 80, 100, 0.1
client = Client(int(sys.argv[1]))
counts = [sum(name == "canary" for _, name in client.ask(SIZE)) for _ in range(SAMPLES)]
deviation = statistics.pstdev(counts)
binomial = math.sqrt(SIZE * SHARE * (1 - SHARE))
# A standard deviation of 80 counts is itself uncertain by 8 percent; allow 40.
allowed = 0.4 * binomial
if abs(deviation - binomial) < allowed:
    print(f"standard deviation {binomial:.1f} ± {allowed:.1f}, as the binomial says")
else:
    print(f"standard deviation {deviation:.1f}, from {min(counts)} to {max(counts)}"
          f" (the binomial says {binomial:.1f})")
