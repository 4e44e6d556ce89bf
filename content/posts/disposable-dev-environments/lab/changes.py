#!/usr/bin/env python3
"""changes.py BOX: what an environment has changed, read from its upper layer alone."""
import os, stat, sys

top = f"boxes/{sys.argv[1]}/upper"

for folder, folders, files in os.walk(top):
    folders.sort()
    for name in sorted(folders + files):
        path = os.path.join(folder, name)
        info = os.lstat(path)
        shown = path.removeprefix(top)
        if stat.S_ISCHR(info.st_mode) and info.st_rdev == 0:
            print("removed  ", shown)
        elif "trusted.overlay.opaque" in os.listxattr(path, follow_symlinks=False):
            print("replaced ", shown + "/")
        elif not stat.S_ISDIR(info.st_mode) or not os.path.exists(f"base{shown}"):
            print("changed  " if os.path.lexists(f"base{shown}") else "added    ", shown)
