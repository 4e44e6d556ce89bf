#!/usr/bin/env python3
"""trace.py COMMAND...: runs COMMAND while it listens to the kernel's trace of
packets that a TRACE rule has marked, and prints the way of the first one."""
import re
import subprocess
import sys
import tempfile
import time

NETFILTER = "12"  # the protocol number of netfilter's netlink sockets


def subscribed():
    """True once some process has joined a netfilter multicast group."""
    with open("/proc/net/netlink") as sockets:
        rows = [line.split() for line in sockets]
    return any(row[1] == NETFILTER and row[3] != "00000000" for row in rows)


with tempfile.TemporaryFile("w+") as log:
    monitor = subprocess.Popen(["xtables-monitor", "--trace"], stdout=log)
    while not subscribed():
        time.sleep(0.05)
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.5)  # the events arrive a moment after the packets
    monitor.terminate()
    monitor.wait()
    log.seek(0)
    lines = log.read().splitlines()

first = shown = None
for line in lines:
    kind, _, packet, rest = re.match(r" *(\w+): (\d+) (\w+) (.*)", line).groups()
    first = first or packet
    if packet != first:
        continue
    if kind == "PACKET":  # where it is and where it wants to go; show changes only
        fields = re.findall(r"(?<!\S)(?:IN|OUT|SRC|DST|DPT)=\S+", rest)
        if fields != shown:
            print("\n" + " ".join(fields))
            shown = fields
    else:  # TRACE: table:chain:rule:HANDLE:VERDICT rule, or table:chain:policy:VERDICT
        place, _, rule = rest.partition(" ")
        table, chain, what, *verdict = place.split(":")
        rule = re.sub(r"^.* -A \S+ ?|-m (tcp|icmp) ", "", rule)
        rule = re.sub(r'-m comment --comment ("[^"]*"|\S+) ', "", rule)
        if what == "rule":
            verdict = verdict[1:]  # without the rule's number
        verdict = ":".join(verdict).replace("0xfffffffb", "RETURN")  # NFT_RETURN, -5
        if what == "policy":
            rule = what
        print(f"  {table:6} {chain:14} {rule} => {verdict}")
