"""Syncs files to the disk, and then one that has no disk: sync.py pool|ring NUMBER"""
import os
import sys

from files import choose
from loop import Loop

loop = Loop()
files, count = choose(loop, sys.argv[1]), int(sys.argv[2])
slow = [os.open(f"/disk/cold{number}", os.O_WRONLY) for number in range(count)]
quick = os.open("/dev/shm/quick", os.O_WRONLY | os.O_CREAT)
left = count + 1


def done(name, error, data):
    global left
    left -= 1
    if name == "quick":
        print("in memory:", error or "synced", flush=True)
    if left == 0:
        print("all synced", flush=True)


# #region sync
for file in slow:
    os.pwrite(file, b"y" * 4096, 0)  # into memory
print(f"syncing {count} files on the disk, then one in memory", flush=True)
for file in slow:
    files.fsync(file, lambda *result: done("slow", *result))
files.fsync(quick, lambda *result: done("quick", *result))
loop.run()
# #endregion sync
