#!/usr/bin/env python3
"""judge.py: real canaries through HAProxy, judged like the simulated ones."""
import math

from ask import Client
from canary import POWER, THRESHOLD, needed, score


def canary(port, requests):
    answers = Client(port).ask(requests)
    new = [status for status, name in answers if name == "canary"]
    old = [status for status, name in answers if name == "stable"]
    return score(old.count(500), len(old), new.count(500), len(new)), len(new)


CANARIES = 40
requests = needed(0.05, 0.15, 0.1)
seen = sum(canary(8001, requests)[0] > THRESHOLD for _ in range(CANARIES))
due = CANARIES * POWER
allowed = 5 * math.sqrt(due * (1 - POWER))
ok = abs(seen - due) <= allowed
print(f"5% → 15%, {CANARIES} canaries of {requests:,} requests:"
      f" {f'{due:.0f} ± {allowed:.0f}' if ok else seen} saw it")

value, on_canary = canary(8005, 25000)
print(f"1% → 2%, one canary of 25,000 requests, {on_canary:,} of them new:"
      f" {'seen' if value > THRESHOLD else f'not seen, score {value:.1f}'}")
