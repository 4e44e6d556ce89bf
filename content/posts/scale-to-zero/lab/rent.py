#!/usr/bin/python3
"""How often a request is the first after a pause, and for how much of the time a service runs, if requests come at random."""
import math
import random

random.seed(50)
print(f"{'requests':10} {'idle limit':>10} {'cold':>6} {'counted':>8} {'time up':>8}")
for per_hour in (1, 10, 60, 600):
    for idle in (60, 600):  # seconds
        gap = 3600 / per_hour
        gaps = [random.expovariate(1 / gap) for _ in range(100_000)]
        counted = sum(g > idle for g in gaps) / len(gaps)
        up = sum(min(g, idle) for g in gaps) / sum(gaps)
        print(f"{per_hour:4}/hour  {idle:9}s {math.exp(-idle / gap):6.0%} {counted:8.0%} {up:8.0%}")
