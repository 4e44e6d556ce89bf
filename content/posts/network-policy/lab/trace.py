#!/usr/bin/env python3
"""trace.py COMMAND...: runs COMMAND and prints which rules its first traced
packet met. A rule with `meta nftrace set 1` decides which packets are traced."""
import re
import subprocess
import sys
import tempfile
import time

NETFILTER = "12"  # the protocol number of netfilter's netlink sockets


def unread():
    """Bytes that wait for the monitor, or None until it listens."""
    rows = [line.split() for line in open("/proc/net/netlink")]
    return next((int(r[4]) for r in rows if r[1] == NETFILTER and int(r[3], 16)), None)


def asleep(process):
    return open(f"/proc/{process.pid}/stat").read().rpartition(")")[2].split()[0] == "S"


with tempfile.TemporaryFile("w+") as log:
    monitor = subprocess.Popen(["stdbuf", "-oL", "nft", "monitor", "trace"], stdout=log)
    while unread() is None:
        time.sleep(0.05)
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while unread() or not asleep(monitor):
        time.sleep(0.05)
    monitor.terminate()
    monitor.wait()
    log.seek(0)
    lines = log.read().splitlines()

first = shown = None
for line in lines:
    found = re.match(r"trace id (\w+) (?:ip|inet) (\S+ \S+) (packet: )?(.*)", line)
    if not found:
        continue
    packet, place, is_packet, rest = found.groups()
    first = first or packet
    if packet != first or place.startswith("watch"):
        continue
    if is_packet:  # show the addresses when they have changed
        addresses = re.findall(r"ip [sd]addr \S+|dport \d+", rest)
        if addresses != shown:
            print(" ".join(addresses))
            shown = addresses
    else:
        print(f"  {place}: {rest.removeprefix('rule ').strip()}")
