"""A virtual IP and its rules, as kube-proxy would write them."""
import subprocess

VIP, A, B = ("10.96.0.10", 80), ("127.0.0.11", 8001), ("127.0.0.12", 8001)


def rules(*lines):
    subprocess.run(["iptables", "-t", "nat", "-F", "WEB"], check=True)
    for line in lines:
        subprocess.run(["iptables", "-t", "nat", "-A", "WEB", *line.split()], check=True)


def dnat(pod, extra=""):
    return f"-p tcp {extra} -j DNAT --to-destination {pod[0]}:{pod[1]}"
