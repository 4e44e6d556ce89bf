#!/usr/bin/env python3
"""Ten clients keep their connection to a pod open, across the pod's end."""
import collections, http.client

from lab import Pod
from vip import A, B, VIP, dnat, rules


def get(conn):
    try:
        conn.request("GET", "/")
        return conn.getresponse().read().decode().strip()
    except (http.client.RemoteDisconnected, ConnectionError):
        return "lost"


def round_of(clients):
    counts = collections.Counter(map(get, clients))
    return ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))


options = ["--threads", "16", "--keep-alive", "60"]
a = Pod("a", A, *options)
rules(dnat(A))
clients = [http.client.HTTPConnection(*VIP, timeout=60) for _ in range(10)]
print("before:                   ", round_of(clients))
b = Pod("b", B, *options)
rules(dnat(B))
print("rules lead to b only:     ", round_of(clients))
a.term()
a.process.wait(60)
print("first try after a's end:  ", round_of(clients))
print("second try:               ", round_of(clients))
b.term()
b.process.wait(60)
