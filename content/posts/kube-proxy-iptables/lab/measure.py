#!/usr/bin/env python3
"""measure.py: what does it cost to find the last of N services?
Run it in a network namespace of its own: it flushes all rules there.
With --check it prints no times, but whether they are in wide bounds."""
import socket
import statistics
import subprocess
import sys
import time

SIZES = (10, 100, 1000, 10000)
CONNECTIONS = 500
ENDPOINT = "10.1.0.1"


def run(*command, text=None):
    subprocess.run(command, input=text, text=True, check=True)


def vip(i):
    return f"10.96.{i // 250}.{i % 250 + 1}"


# region rules
class Iptables:
    """One rule per service, as in kube-proxy's iptables mode."""

    def __init__(self, name, command):
        self.name, self.command = name, command

    def restore(self, *lines):
        text = "\n".join(["*nat", *lines, "COMMIT", ""])
        run(self.command + "-restore", "--noflush", text=text)

    def load(self, services):
        rules = [
            f'-A KUBE-SERVICES -m comment --comment "ns/svc{i}:http cluster IP" '
            f"-m tcp -p tcp -d {vip(i)} --dport 80 -j KUBE-SVC"
            for i in range(services)
        ]
        self.restore(":KUBE-SERVICES -", ":KUBE-SVC -", ":KUBE-NEW -",
                     "-F OUTPUT", "-A OUTPUT -j KUBE-SERVICES",
                     f"-A KUBE-SVC -p tcp -j DNAT --to-destination {ENDPOINT}:80",
                     *rules)

    def change(self):  # another service gets an endpoint
        self.restore(":KUBE-NEW -",
                     f"-A KUBE-NEW -p tcp -j DNAT --to-destination {ENDPOINT}:81")

    def clear(self):
        run(self.command, "-t", "nat", "-F")
        run(self.command, "-t", "nat", "-X")
        run("nft", "flush", "ruleset")


class NftMap:
    """One rule, and a map from addresses to chains, as in its nftables mode."""

    name = "nftables map"

    def load(self, services):
        elements = ", ".join(f"{vip(i)} . tcp . 80 : goto svc" for i in range(services))
        run("nft", "-f", "-", text=f"""
            flush ruleset
            table ip kube-proxy {{
                chain svc {{ meta l4proto tcp dnat to {ENDPOINT}:80; }}
                chain new {{ }}
                map service-ips {{
                    type ipv4_addr . inet_proto . inet_service : verdict
                    elements = {{ {elements} }}
                }}
                chain output {{
                    type nat hook output priority -100
                    ip daddr . meta l4proto . th dport vmap @service-ips
                }}
            }}
        """)

    def change(self):
        run("nft", "-f", "-", text=f"""
            flush chain ip kube-proxy new
            add rule ip kube-proxy new meta l4proto tcp dnat to {ENDPOINT}:81
        """)

    def clear(self):
        run("nft", "flush", "ruleset")
# endregion rules


# region connect
def connect(address):
    """Microseconds that connect() takes: the first packet and its handshake."""
    times = []
    for _ in range(CONNECTIONS):
        with socket.socket() as client:
            start = time.perf_counter_ns()
            client.connect((address, 80))
            times.append((time.perf_counter_ns() - start) / 1000)
            server.accept()[0].close()
    return times
# endregion connect


def seconds(action, *arguments):
    start = time.perf_counter()
    action(*arguments)
    return time.perf_counter() - start


run("ip", "link", "set", "lo", "up")
run("ip", "addr", "replace", f"{ENDPOINT}/32", "dev", "lo")
run("ip", "route", "replace", "10.96.0.0/12", "dev", "lo")
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((ENDPOINT, 80))
server.listen(16)

if sys.argv[1:] == ["--check"]:
    def slowdown(kind):  # fastest connects only: others on the machine don't count
        kind.load(10000)
        ratio = min(connect(vip(9999))) / min(connect(vip(0)))
        kind.clear()
        return ratio

    old, new = slowdown(Iptables("", "iptables-legacy")), slowdown(Iptables("", "iptables-nft"))
    constant = slowdown(NftMap())
    print("connect() to the last of 10,000 services, compared with the first:")
    print("iptables-legacy:", "more than 1.5 times" if old > 1.5 else old, "as long")
    print("iptables-nft:   ", "more than 3 times" if new > 3 else new, "as long")
    print("nftables map:   ", "less than 1.5 times" if constant < 1.5 else constant, "as long")
    sys.exit()

print(f"connect() without any rule: {statistics.median(connect(ENDPOINT)):.0f} µs")
print("                   services   first   last   load all   change one")
for kind in (Iptables("iptables-legacy", "iptables-legacy"),
             Iptables("iptables-nft", "iptables-nft"), NftMap()):
    for services in SIZES:
        load = seconds(kind.load, services)
        first = statistics.median(connect(vip(0)))
        last = statistics.median(connect(vip(services - 1)))
        change = statistics.median(seconds(kind.change) for _ in range(5))
        print(f"{kind.name:16} {services:10} {first:4.0f} µs {last:3.0f} µs"
              f" {load * 1000:7.0f} ms {change * 1000:9.1f} ms")
        kind.clear()
