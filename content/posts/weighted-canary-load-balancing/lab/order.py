#!/usr/bin/env python3
"""order.py PORT: who answers 40 requests in a row? A `C` is the canary."""
import sys

from ask import Client

answers = Client(int(sys.argv[1])).ask(40)
print("".join("C" if name == "canary" else "." for _, name in answers))
