#!/usr/bin/env python3
"""How old are the system calls that programs make? Versions are those of syscalls(2), the manual page.

  calls.py list               how many calls came with which kernels, and which were removed
  calls.py traces FILE…       how many of the calls in traces of strace are how old
  calls.py new FILE…          the calls in them that are younger than ten years
"""
import gzip
import re
import sys
from pathlib import Path

PAGE = "/usr/share/man/man2/syscalls.2.gz"
# region eras
ERAS = {"1994": (1, 0), "2003": (2, 6, 0), "2016": (4, 8)}  # the last kernel of each: 1.0, 2.6.0, and 4.8 ten years ago
# endregion eras


# region read
def calls():
    """The kernel version and the note of each call; without a version, it was there in 1.0 or before."""
    text = gzip.open(PAGE, "rt").read().split("available as at")[1].split("\n.TE")[0]
    found = {}
    for entry in re.split(r"\n(?=\\fB\w+\\fP\(2\))", text)[1:]:
        name, version, note = re.match(r"\\fB(\w+)\\fP\(2\)\t?([\d.]*)[^\t\n]*\t?(.*)", entry, re.S).groups()
        found[name] = tuple(map(int, (version or "1.0").strip(".").split("."))), note
    return found


def era(version):
    return next((name for name, last in ERAS.items() if version <= last), "younger")
# endregion read


def row(name, eras):
    return f"{name:12}" + "".join(f"{eras.count(e):9}" for e in [*ERAS, "younger"]) + f"{len(eras):9}"


HEAD = f"{'Linux by':12}" + "".join(f"{e:>9}" for e in [*ERAS, "younger", "all"])


def show_list():
    found = calls()
    gone = [name for name, (_, note) in found.items() if re.match(r"(T\{\n)?[^.]*[Rr]emoved in \d", note)]
    print(HEAD)
    print(row("all", [era(version) for version, _ in found.values()]))
    print(row("removed", [era(found[name][0]) for name in gone]))
    print(*gone)


# region traces
def trace(path):
    return sorted(set(re.findall(r"^(?:\d+ +)?(\w+)\(", Path(path).read_text(errors="replace"), re.M)))


def show_traces(*paths):
    found = calls()
    print(HEAD)
    for path in paths:
        print(row(Path(path).stem, [era(found[call][0]) for call in trace(path)]))
# endregion traces


def show_new(*paths):
    found = calls()
    for path in paths:
        new = [f"{call} ({'.'.join(map(str, found[call][0]))})" for call in trace(path) if era(found[call][0]) == "younger"]
        print(f"{Path(path).stem:12}", ", ".join(new) or "none")


if __name__ == "__main__":
    globals()["show_" + sys.argv[1]](*sys.argv[2:])
