#!/usr/bin/env python3
"""Puts a rule that only counts echo requests into every chain, then sends
one ping along each path and prints which chains saw it."""
import subprocess

CHAINS = {
    "raw": "PREROUTING OUTPUT",
    "mangle": "PREROUTING INPUT FORWARD OUTPUT POSTROUTING",
    "nat": "PREROUTING INPUT OUTPUT POSTROUTING",
    "filter": "INPUT FORWARD OUTPUT",
}
PATHS = {
    "to router": "ip netns exec client ping -c 1 10.0.1.1",
    "through": "ip netns exec client ping -c 1 10.0.2.2",
    "from router": "ping -c 1 10.0.2.2",
}
MATCH = "-p icmp --icmp-type echo-request"  # no -j: the rule only counts


def sh(command):
    return subprocess.check_output(command.split(), text=True)


def seen(table, chain):
    """The packet counter of our rule, the first one of the chain."""
    listing = sh(f"iptables -t {table} -L {chain} 1 -v -x -n")
    return int(listing.split()[0])


places = [(table, chain) for table in CHAINS for chain in CHAINS[table].split()]
for table, chain in places:
    sh(f"iptables -t {table} -I {chain} 1 {MATCH}")

results = {}
for path, command in PATHS.items():
    before = {place: seen(*place) for place in places}
    sh(command)
    results[path] = {place: seen(*place) - before[place] for place in places}

print(f"{'':20}" + "".join(f"{path:>13}" for path in PATHS))
for place in places:
    counts = "".join(f"{results[path][place] or '.':>13}" for path in PATHS)
    print(f"{' '.join(place):20}{counts}")

for table, chain in places:
    sh(f"iptables -t {table} -D {chain} 1")
