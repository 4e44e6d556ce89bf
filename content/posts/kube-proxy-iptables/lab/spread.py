#!/usr/bin/env python3
"""spread.py ADDRESS NAME=SHARE...: 1200 connections; who answered how often?
Counts that five standard deviations allow are printed as what was expected."""
import collections
import math
import sys
from fractions import Fraction
from http.client import HTTPConnection

CONNECTIONS = 1200


def ask(address):
    connection = HTTPConnection(address, timeout=30)
    connection.request("GET", "/")
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer.split(",")[0].removeprefix("this is ")


counts = collections.Counter(ask(sys.argv[1]) for _ in range(CONNECTIONS))
for name, share in (a.split("=") for a in sys.argv[2:]):
    share = Fraction(share)
    due = CONNECTIONS * share
    allowed = 5 * math.sqrt(due * (1 - share))
    seen = f"{float(due):.0f} ± {allowed:.0f}" if abs(counts[name] - due) <= allowed else counts[name]
    print(f"{name}: {seen} of {CONNECTIONS}")
