#!/usr/bin/env python3
"""probe.py GUNICORN-OPTIONS...: a probe while one slow request is being answered."""
import os, sys

from lab import Pod, ask, until

ADDRESS = ("127.0.0.1", 8001)
pod = Pod("a", ADDRESS, *sys.argv[1:])
slow = ask(ADDRESS, "/slow")
until(lambda: os.path.exists("in-slow"))
probe = ask(ADDRESS, "/healthz")
# A pool of threads answers at once; a loaded machine may still need its time.
probe.settimeout(30 if "--threads" in sys.argv else 1)
try:
    print("probe:", probe.recv(12).decode())
except TimeoutError:
    print("probe: no answer within a second")
open("release", "w").close()
pod.term()
pod.process.wait(60)
