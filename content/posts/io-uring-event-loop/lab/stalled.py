#!/usr/bin/python3
"""Runs a program on a disk that doesn't answer, says who waits, and lets the disk answer: stalled.py COMMAND…"""
import glob
import os
import re
import subprocess
import sys
import time


def disk(order):
    subprocess.run(["./disk.sh", order], check=True)


def threads(pid):
    """Returns the name and state of each thread, as proc(5) has them."""
    found = []
    for path in glob.glob(f"/proc/{pid}/task/*/stat"):
        with open(path) as file:
            name, state = re.match(r"\d+ \((.*)\) (.)", file.read()).groups()
        found.append((re.sub(r"-\d+$", "", name), state))
    return found


def settle(program):
    """Waits until the program has begun, and then for a second and a half without news."""
    quiet, before = 0, None
    while quiet < 30 and program.poll() is None:
        time.sleep(0.05)
        now = os.stat("output").st_size, threads(program.pid)
        quiet = quiet + 1 if now == before and now[0] else 0
        before = now


disk("stall")
for path in glob.glob("/disk/cold*"):
    with open(path) as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # out of memory

with open("output", "w+b") as output:
    program = subprocess.Popen(sys.argv[1:], stdout=output, stderr=output)
    settle(program)
    shown = os.pread(output.fileno(), 65536, 0)
    sys.stdout.buffer.write(shown)
    found = threads(program.pid)
    stuck = [name for name, state in found if state == "D"]
    names = f" ({', '.join(sorted(set(stuck)))})" if stuck else ""
    print(f"-- {len(stuck)} of {len(found)} threads wait for the disk{names}; now it answers")
    sys.stdout.flush()
    disk("answer")
    program.wait(60)
    sys.stdout.buffer.write(os.pread(output.fileno(), 65536, len(shown)))
