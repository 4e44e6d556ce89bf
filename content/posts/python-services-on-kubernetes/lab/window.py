#!/usr/bin/env python3
"""Requests lost while a pod is deleted, by rate and by drain delay.

Two pods behind a virtual IP. The rules follow LAG seconds after the deletion.
"""
import time

from lab import Pod, ask, listens, outcome, until
from vip import A, B, VIP, dnat, rules

LAG = 0.4  # seconds from the deletion to the new rules
DELAYS = (0, 0.2, 0.4)  # seconds from the deletion to SIGTERM


# #region delete
def send(rate, seconds):
    """Asks at a steady rate, each time on a new connection. Returns how many failed."""
    lost = 0
    for _ in range(round(rate * seconds)):
        began = time.monotonic()
        lost += outcome(ask(VIP, "/")) != "answered"
        time.sleep(max(0, 1 / rate - (time.monotonic() - began)))
    return lost


def delete(rate, delay):
    """Deletes pod a: two things begin at the same time, as in a cluster."""
    a = Pod("a", A)
    rules(dnat(A, "-m statistic --mode nth --every 2 --packet 0"), dnat(B))
    lost = send(rate, min(delay, LAG))  # the hook sleeps, the old rules hold
    if delay < LAG:
        a.term()
        until(lambda: not listens(A))
        lost += send(rate, LAG - delay)  # the pod is gone, the old rules hold
    rules(dnat(B))
    lost += send(rate, 4 / rate)
    a.term()
    a.process.wait(60)
    return lost
# #endregion delete


b = Pod("b", B)
print("drain delay:", *(f"{delay:8} s" for delay in DELAYS))
for rate in (20, 100, 200):
    print(f"{rate:4} per second", *(f"{delete(rate, delay):5} lost" for delay in DELAYS))
b.term()
b.process.wait(60)
