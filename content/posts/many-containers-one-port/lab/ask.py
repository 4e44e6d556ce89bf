#!/usr/bin/env python3
"""ask.py [options] ADDRESS PORT: makes many connections and prints who answered."""
import argparse
import collections
import concurrent.futures
import math
import socket
import subprocess
import threading

options = argparse.ArgumentParser()
options.add_argument("address")
options.add_argument("port", type=int)
options.add_argument("-n", type=int, default=600, help="number of connections")
options.add_argument("--at-once", type=int, default=20, help="at the same time")
options.add_argument("--timeout", type=float, default=10, help="seconds")
options.add_argument("--from-port", type=int, default=0, help="use this source port")
options.add_argument("--then", help="command to run when all are connected")
options.add_argument("--shares", action="store_true", help="print the range of the shares")
options = options.parse_args()

run = lambda: subprocess.run(options.then, shell=True)
all_connected = threading.Barrier(options.n, run) if options.then else None


def ask(_):
    with socket.socket() as connection:
        connection.settimeout(options.timeout)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            connection.bind(("", options.from_port))
            connection.connect((options.address, options.port))
            if all_connected:
                all_connected.wait(options.timeout)
            name = b""
            while data := connection.recv(100):
                name += data
            return name.decode()
        except ConnectionRefusedError:
            return "REFUSED"
        except ConnectionResetError:
            return "RESET"
        except TimeoutError:
            return "NO ANSWER"


with concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
    counts = collections.Counter(pool.map(ask, range(options.n)))

with open("answers.csv", "w") as table:
    for name in sorted(counts, key=lambda name: (name.isupper(), name)):
        print(f"{name},{counts[name]}", file=table)

print(f"{options.n} connections:", ", ".join(sorted(counts)), end="")
if options.shares:
    # Five standard deviations of a fair choice around n/k.
    share = 1 / len(counts)
    apart = 5 * math.sqrt(options.n * share * (1 - share))
    low, high = options.n * share - apart, options.n * share + apart
    fair = low <= min(counts.values()) and max(counts.values()) <= high
    print(f", each {math.ceil(low)} to {int(high)}" if fair else f", unevenly: {dict(counts)}", end="")
print()
