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
options.add_argument("--then", help="what to do when all are connected at once")
options.add_argument("--shares", action="store_true", help="judge the shares")
options = options.parse_args()

run = lambda: subprocess.run(options.then, shell=True)
everybody = threading.Barrier(options.n, run) if options.then else None


def ask(_):
    with socket.socket() as connection:
        connection.settimeout(options.timeout)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            connection.bind(("", options.from_port))
            connection.connect((options.address, options.port))
            if everybody:
                everybody.wait(options.timeout)
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

print(f"{options.n} connections:", ", ".join(sorted(counts)), end="")
if options.shares:
    # Equal means: no further from n/k than five standard deviations of a fair choice.
    share = 1 / len(counts)
    allowed = 5 * math.sqrt(options.n * share * (1 - share))
    apart = [abs(count - options.n * share) for count in counts.values()]
    equal = max(apart) <= allowed
    print(", equal shares" if equal else f", not equal: {dict(counts)}", end="")
print()
