"""Asks for files that aren't in memory, and then for one that is: crowd.py pool|ring|auto NUMBER"""
import os
import sys

from files import choose
from loop import Loop

loop = Loop()
files, count = choose(loop, sys.argv[1]), int(sys.argv[2])
cold = [os.open(f"/disk/cold{number}", os.O_RDONLY) for number in range(count)]
warm = os.open("/disk/warm", os.O_RDONLY)


# #region crowd
left = count + 1


def done(name, error, data):
    global left
    left -= 1
    if name == "warm":
        print("warm:", error or f"{len(data)} bytes", flush=True)
    if left == 0:
        print("all read", flush=True)


print(f"asking for {count} cold files, then for a warm one", flush=True)
for file in cold:
    files.read(file, 4096, 0, lambda *result: done("cold", *result))
files.read(warm, 4096, 0, lambda *result: done("warm", *result))
loop.run()
# #endregion crowd
