#!/usr/bin/env python3
"""One turn of a control loop: asks every registered backend whether it is alive,
then publishes the live ones, as DNS records and as NAT rules."""
import http.client
import os
import signal
import subprocess
import time

from dns import lookup

NAME, VIRTUAL_IP = "web.lab", "10.96.0.10"


def alive(address):
    connection = http.client.HTTPConnection(address, 80, timeout=3)
    try:
        connection.request("GET", "/")
        response = connection.getresponse()
        response.read()
        return response.status == 200
    except OSError:
        return False
    finally:
        connection.close()


with open("backends.txt") as registry:
    backends = dict(line.split() for line in registry)
ready = {name: address for name, address in backends.items() if alive(address)}


def publish_dns(addresses):
    with open("hosts", "w") as hosts:
        hosts.writelines(f"{address} {NAME}\n" for address in addresses)
    if os.path.exists("dnsmasq.pid"):
        with open("dnsmasq.pid") as file:
            os.kill(int(file.read()), signal.SIGHUP)  # reload the file
        while set(lookup(NAME)[0]) != set(addresses):
            time.sleep(0.05)


def publish_vip(addresses):
    rules = ["*nat", ":WEB -"]  # naming the chain empties it
    for left, address in zip(range(len(addresses), 0, -1), addresses):
        random = f"-m statistic --mode random --probability {1 / left:.10f}"
        rules.append(
            f"-A WEB -p tcp {random if left > 1 else ''} -j DNAT --to-destination {address}:80"
        )
    rules.append("COMMIT\n")
    restore = ["iptables-restore", "--noflush"]
    subprocess.run(restore, input="\n".join(rules), text=True, check=True)


publish_dns(ready.values())
publish_vip(list(ready.values()))
print("ready:", *ready)
