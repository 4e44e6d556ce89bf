#!/usr/bin/env python3
"""period.py PORT: a page consists of ten files, and browsers fetch them in the
same order. After 200 page views, which of the files has the canary served?"""
import sys

from ask import Client

FILES = ["index", "style", "font", "logo", "menu", "cart", "price", "photo", "count", "icon"]

answers = Client(int(sys.argv[1])).ask(200 * len(FILES))
served = {FILES[i % len(FILES)] for i, (_, name) in enumerate(answers) if name == "canary"}
print("the canary served:", ", ".join(file for file in FILES if file in served))
