#!/usr/bin/env python3
"""trace.py COMMAND...: runs COMMAND, and prints the path of the first packet
that a TRACE rule has marked."""
import re
import subprocess
import sys
import tempfile
import time

NETFILTER = "12"  # the protocol number of netfilter's netlink sockets


def unread():
    """Bytes that wait for the monitor, or None until it has joined a netfilter group."""
    with open("/proc/net/netlink") as sockets:
        rows = [line.split() for line in sockets]
    return next((int(r[4]) for r in rows if r[1] == NETFILTER and int(r[3], 16)), None)


def asleep(process):
    with open(f"/proc/{process.pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "S"


with tempfile.TemporaryFile("w+") as log:
    monitor = subprocess.Popen(["xtables-monitor", "--trace"], stdout=log)
    while unread() is None:
        time.sleep(0.05)
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while unread() or not asleep(monitor):  # until it has read and printed all events
        time.sleep(0.05)
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
