#!/usr/bin/env python3
"""matrix.py: who can connect to whom? `.` stands for a packet without answer."""
from concurrent.futures import ThreadPoolExecutor

from pods import connect

TARGETS = {"web": ("10.1.0.11", 8080), "api": ("10.1.0.12", 8080),
           "db": ("10.1.0.13", 5432), "metrics": ("10.1.0.31", 9090)}
SOURCES = ("web", "api", "db", "devweb", "metrics", "batch", "node")


def dial(pair):
    source, target = pair
    if source == target:
        return ""
    try:
        connect(source, *TARGETS[target]).close()
        return "yes"
    except TimeoutError:
        return "."


pairs = [(source, target) for source in SOURCES for target in TARGETS]
with ThreadPoolExecutor(len(pairs)) as pool:
    results = dict(zip(pairs, pool.map(dial, pairs)))
print("from \\ to" + "".join(f"{target:>9}" for target in TARGETS))
for source in SOURCES:
    print(f"{source:9}" + "".join(f"{results[source, target]:>9}" for target in TARGETS))
