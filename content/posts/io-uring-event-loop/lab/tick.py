"""Reads a file that isn't in memory, next to a ticking clock: tick.py blocking|pool|ring"""
import os
import sys

from files import choose
from loop import Loop

loop = Loop()
file = os.open("/disk/cold0", os.O_RDONLY)


# #region tick
def tick(number):
    print("tick", number, flush=True)
    if number < 3:
        loop.call_later(0.1, tick, number + 1)


def done(error, data):
    print("the file:", error or f"{len(data)} bytes", flush=True)


def start():
    print("reading", flush=True)
    if way == "blocking":
        done(None, os.pread(file, 4096, 0))
    else:
        files.read(file, 4096, 0, done)
# #endregion tick


way = sys.argv[1]
files = way != "blocking" and choose(loop, way)
loop.call_later(0.1, tick, 1)
loop.call_soon(start)
loop.run()
