#!/usr/bin/env python3
"""compare.py A B: the digests of two upper layers, and what differs between them."""
import hashlib, os, stat, sys


# #region facts
def facts(top):
    """For each path: everything that a copy of the file would have."""
    found = {}
    for folder, folders, files in os.walk(top):
        for path in [folder, *(os.path.join(folder, name) for name in files)]:
            info = os.lstat(path)
            content = b""
            if stat.S_ISREG(info.st_mode):
                with open(path, "rb") as file:
                    content = file.read()
            found[path.removeprefix(top) or "/"] = {
                "kind and mode": info.st_mode, "owner": (info.st_uid, info.st_gid),
                "mtime": info.st_mtime_ns, "content": content}
    return found
# #endregion facts


def digest(found):
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


a, b = (facts(f"boxes/{name}/upper") for name in sys.argv[1:])
print("the same digest" if digest(a) == digest(b) else "different digests")
for path in sorted(a.keys() | b.keys()):
    if path not in a or path not in b:
        print(f"{path:20} only in one")
    elif different := [what for what in a[path] if a[path][what] != b[path][what]]:
        print(f"{path:20} {', '.join(different)}")
