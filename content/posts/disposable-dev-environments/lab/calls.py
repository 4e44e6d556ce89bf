#!/usr/bin/env python3
"""rename.py FOLDER: two more habits, each with one system call."""
import mmap, os, sys

os.chdir(sys.argv[1])
with open("log") as file:
    view = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)  # MAP_SHARED
with open("log", "r+") as file:
    file.write("FIRST")
print("a read-only mapping shows:", view[:10].decode())
try:
    os.rename("docs", "pages")
    print("an old folder can be renamed: yes")
except OSError as error:
    print("an old folder can be renamed:", error.strerror)
