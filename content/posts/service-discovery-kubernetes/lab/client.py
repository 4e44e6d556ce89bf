#!/usr/bin/env python3
"""client.py [options] NAME_OR_ADDRESS: sends requests, each on a new connection,
and prints how often each backend answered."""
import argparse
import collections
import http.client
import itertools
import json
import math
import os
import time

from dns import lookup

options = argparse.ArgumentParser()
options.add_argument("target")
options.add_argument("-n", type=int, default=12, help="number of requests")
options.add_argument("--cache", help="keep DNS answers in this file")
options.add_argument("--retry", action="store_true", help="try once more")
options.add_argument("--shares", action="store_true", help="print the range of the shares")
options = options.parse_args()


# #region resolve
def resolve():
    """The addresses to try for one request, in order."""
    if options.target[0].isdigit():
        return [options.target]
    if not options.cache:
        return lookup(options.target)[0]
    if os.path.exists(options.cache):
        with open(options.cache) as file:
            entry = json.load(file)
        if time.time() < entry["expires"]:
            return rotate(entry["addresses"])
    addresses, ttl = lookup(options.target)
    with open(options.cache, "w") as file:
        entry = {"addresses": sorted(addresses), "expires": time.time() + ttl}
        json.dump(entry, file)
    return rotate(sorted(addresses))


turn = itertools.count()


def rotate(addresses):
    start = next(turn) % len(addresses)
    return addresses[start:] + addresses[:start]
# #endregion resolve


# #region request
def ask(address):
    """The name of the backend that answered, or the kind of failure."""
    connection = http.client.HTTPConnection(address, 80, timeout=3)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read().decode().split()[2].strip(",")
    except ConnectionRefusedError:
        return "REFUSED"
    except OSError:
        return "NO ANSWER"
    finally:
        connection.close()


def request():
    addresses = resolve()
    answer = ask(addresses[0])
    if options.retry and not answer.islower():
        answer = ask(addresses[1 % len(addresses)])
    return answer
# #endregion request


counts = collections.Counter(request() for _ in range(options.n))
if options.shares:
    # Five standard deviations of a fair choice around n/k.
    share = 1 / len(counts)
    apart = 5 * math.sqrt(options.n * share * (1 - share))
    low, high = options.n * share - apart, options.n * share + apart
    fair = low <= min(counts.values()) and max(counts.values()) <= high
    print(f"{options.n} requests: {', '.join(sorted(counts, reverse=True))},",
          f"each {math.ceil(low)} to {int(high)}" if fair else f"unevenly: {dict(counts)}")
else:
    results = [f"{counts[who]} {who}" for who in sorted(counts, reverse=True)]
    print(f"{options.n} requests:", ", ".join(results))
