#!/usr/bin/env python3
"""How many requests does it take to see a regression? The formula, and what
share of 1,000 simulated canaries of that size saw it."""
import random

from canary import THRESHOLD, Errors, needed, score

random.seed(2)


def seen(before, after, share, requests, runs=1000):
    canary = round(requests * share)
    stable = requests - canary
    hits = 0
    for _ in range(runs):
        bad = Errors(before, random).among(stable), Errors(after, random).among(canary)
        hits += score(bad[0], stable, bad[1], canary) > THRESHOLD
    return hits / runs


print("errors          canary's share   requests   seen by")
for before, after in ((0.001, 0.011), (0.01, 0.02), (0.05, 0.06), (0.01, 0.011)):
    for share in (0.01, 0.1, 0.5):
        requests = needed(before, after, share)
        found = f"{seen(before, after, share, requests):.0%}" if requests < 50000 else ""
        print(f"{before:5.1%} → {after:5.1%} {share:17.0%} {requests:10,} {found:>9}")
