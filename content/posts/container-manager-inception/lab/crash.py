#!/usr/bin/env python3
"""Kills cman before each call that others can see, and looks at what is left.

  crash.py COMMAND...   of create, start, stop, remove
"""
import concurrent.futures, os, re, shutil, subprocess, sys, tempfile, time
from pathlib import Path

import cman

HERE = Path(__file__).resolve().parent
CALLS = "mkdir,rename,vfork,wait4,unlinkat,rmdir"
# What comes before the command, and what may be listed after a crash in it: as
# before, or as if it had succeeded.
CASES = {
    "create": ([], "absent", "created"),
    "start": (["create"], "created", "running"),
    "stop": (["create", "start"], "running", "exited 7"),
    "remove": (["create"], "created", "absent"),
}


class Place:
    """A state directory of its own with one container in it."""

    def __init__(self, name):
        self.name, self.state = name, Path(tempfile.mkdtemp(prefix="crash."))
        cman.STATE = self.state
        cman.prepare()
        for before in CASES[name.partition("-")[0]][0]:
            cman.main(*self.words(before))

    def words(self, verb):
        rest = [str(HERE / "rootfs"), "/job", self.name] if verb == "create" else []
        return [verb, self.name, *rest]

    def traced(self, verb, *options):
        return subprocess.run(["strace", *options, HERE / "cman.py", *self.words(verb)],
                              env=os.environ | {"CMAN_STATE": str(self.state)})

    def listed(self):
        box = self.state / "boxes" / self.name
        return cman.describe(box) if box.exists() else "absent"

    def in_runc(self):
        """The ids of our containers that runc knows."""
        return [i for i in os.listdir("/run/runc") if i.rpartition("-")[0] == self.name]

    def has_shim(self):
        look = ["pgrep", "--full", f"shim {self.name}-"]
        return subprocess.run(look, stdout=subprocess.DEVNULL).returncode == 0

    def faults(self, verb):
        """Where the list and the machine disagree."""
        deadline = time.monotonic() + 20
        while self.has_shim() and not self.in_runc() and time.monotonic() < deadline:
            time.sleep(0.02)  # a shim is still starting something
        said, found = self.listed(), []
        if said not in CASES[verb][1:]:
            found.append(f"listed as {said}")
        if len(self.in_runc()) != (said == "running"):
            found.append(f"listed as {said}, runc has {len(self.in_runc())}")
        starts = sum(f.read_text().count("started") for f in self.state.glob("boxes/*/run-*/log"))
        if said == "running" and starts > 1:
            found.append(f"started {starts} times")
        if any((self.state / "tmp").iterdir()):
            found.append("a leftover in tmp")
        return said, found

    def clean(self):
        while self.in_runc() or self.has_shim():
            for name in self.in_runc():
                cman.runc("delete", "--force", name)
        shutil.rmtree(self.state)


def points(verb):
    """The calls of a run that nobody disturbs, each with its number among its kind."""
    place = Place(f"{verb}-plain")
    trace = place.state / "trace"
    place.traced(verb, "-o", trace, "-e", f"trace={CALLS}")
    seen, found = {}, []
    for name in re.findall(r"^(\w+)\(", trace.read_text(), re.M):
        seen[name] = seen.get(name, 0) + 1
        found.append((name, seen[name]))
    place.clean()
    return found


# #region kill
def kill_at(verb, number, call, nth):
    place = Place(f"{verb}-{number}")
    inject = f"inject={call}:signal=KILL:when={nth}"
    assert place.traced(verb, "-o", "/dev/null", "-e", inject).returncode == -9
    cman.recover()  # what a new manager does first
    said, found = place.faults(verb)
    if not found and verb != "remove":  # a client that got no answer asks again
        cman.main(*place.words(verb))
        again, found = place.faults(verb)
        if again != CASES[verb][2]:
            found.append(f"second try: {again}")
    place.clean()
    return said, [f"  before {call} {nth}: {fault}" for fault in found]
# #endregion kill


def main():
    with concurrent.futures.ProcessPoolExecutor(4) as pool:
        for verb in sys.argv[1:]:
            jobs = [(verb, i, *point) for i, point in enumerate(points(verb), 1)]
            results = list(pool.map(kill_at, *zip(*jobs)))
            said = [said for said, _ in results]
            faults = [fault for _, found in results for fault in found]
            _, before, after = CASES[verb]
            print(f"{verb}: killed at {len(jobs)} points, {said.count(before)} x {before},"
                  f" {said.count(after)} x {after}, {len(faults)} faults")
            print("".join(f"{fault}\n" for fault in faults), end="", flush=True)


if __name__ == "__main__":
    main()
