#!/usr/bin/env python3
"""A canary of 20,000 requests, 10 percent of them on the new version, looked at
once or often. How often is a good version stopped, and when a bad one?"""
import random

from canary import THRESHOLD, Errors, score

REQUESTS, SHARE, RUNS = 20000, 0.1, 1000
random.seed(3)


def run(before, after, looks):
    """The score at each look."""
    stable, canary = Errors(before, random), Errors(after, random)
    step = REQUESTS // looks
    new = round(step * SHARE)
    bad_stable = bad_canary = 0
    scores = []
    for i in range(1, looks + 1):
        bad_stable += stable.among(step - new)
        bad_canary += canary.among(new)
        scores.append(score(bad_stable, i * (step - new), bad_canary, i * new))
    return scores


def stopped(runs, threshold):
    return sum(max(scores) > threshold for scores in runs) / len(runs)


print("looks   good version stopped   limit for 5%   bad stopped   half by   90% by")
for looks in (1, 10, 100):
    good = [run(0.01, 0.01, looks) for _ in range(RUNS)]
    highest = sorted(max(scores) for scores in good)
    limit = highest[int(RUNS * 0.95)]
    bad = [run(0.01, 0.02, looks) for _ in range(RUNS)]
    step = REQUESTS // looks
    when = sorted(
        next((i for i, s in enumerate(scores, 1) if s > limit), looks + 1) * step
        for scores in bad)
    half, most = (f"{n:,}" if n <= REQUESTS else "never"
                  for n in (when[RUNS // 2], when[int(RUNS * 0.9)]))
    print(f"{looks:5} {stopped(good, THRESHOLD):22.1%} {limit:14.2f}"
          f" {stopped(bad, limit):13.1%} {half:>9} {most:>8}")
