#!/usr/bin/env python3
"""stop.py GUNICORN-OPTIONS...: what becomes of the connections of a server that stops?"""
import os, sys

from lab import Pod, ask, listens, outcomes, until

ADDRESS = ("127.0.0.1", 8001)
pod = Pod("a", ADDRESS, *sys.argv[1:])
in_work = [ask(ADDRESS, "/slow")]
until(lambda: os.path.exists("in-slow"))
before = [ask(ADDRESS, "/") for _ in range(5)]
if "--threads" in sys.argv:
    print("5 asked before SIGTERM:", outcomes(before))  # other threads answer them
pod.term()
until(lambda: os.path.exists("told"))
if "--threads" in sys.argv:
    until(lambda: not listens(ADDRESS))
after = [ask(ADDRESS, "/") for _ in range(3)]
open("release", "w").close()
print("1 in work at SIGTERM:", outcomes(in_work))
if "--threads" not in sys.argv:
    print("5 asked before SIGTERM:", outcomes(before))
print("3 asked after SIGTERM:", outcomes(after))
print("exit code", pod.process.wait(60))
