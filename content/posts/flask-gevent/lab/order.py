#!/usr/bin/env python3
"""order.py GUNICORN-OPTIONS...: two transactions on one SQLite file; the first waits for the upstream."""
import os, sqlite3, sys

from lab import Barrier, Client, Process, until

if os.path.exists("shop.db"):
    os.remove("shop.db")
sqlite3.connect("shop.db").execute("create table orders (item)")
upstream, server = Barrier(99), Process(["gunicorn", *sys.argv[1:], "waits:app"])
first = Client("/order?item=first")
until(lambda: len(upstream.waiting) == 1)
second = Client("/order?item=second")
until(lambda: "clock_nanosleep" in server.threads())
upstream.open()  # the upstream answers while the second one waits for the database
until(lambda: first.answer() and second.answer())
print("first: ", first.answer())
print("second:", second.answer())
server.stop()
