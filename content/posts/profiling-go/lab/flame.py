#!/usr/bin/env python3
"""Draws the output of `go tool pprof -traces` as a flame graph, one call per line."""
import re
import sys

UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "mins": 60}
root = sys.argv[1]  # the function to start from


def stacks(text):
    """Yields (seconds, [innermost function, …, outermost])."""
    for block in re.split(r"-+\+-+\n", text):
        lines = [line.strip() for line in block.splitlines()]
        if not lines or not re.match(r"[\d.]+\w+ ", lines[0]):
            continue  # the header, or the text after the last stack
        first, *rest = lines
        number, unit, function = re.match(r"([\d.]+)(\w+)\s+(.+)", first).groups()
        yield float(number) * UNITS[unit], [function, *rest]


tree = {}
for seconds, stack in stacks(sys.stdin.read()):
    names = [name.replace(" (inline)", "") for name in reversed(stack)]
    if root in names:
        path = ()
        for name in names[names.index(root):]:
            path += (name,)
            tree[path] = tree.get(path, 0) + seconds

whole = tree[(root,)]
# Depth first, the widest first: a path sorts by the shares of all its ancestors.
order = lambda path: [(-tree[path[: i + 1]], path[i]) for i in range(len(path))]
for path in sorted(tree, key=order):
    share = tree[path] / whole
    if share >= 0.06:
        bar = "█" * round(share * 30)
        print(f"{share:4.0%} {bar:<30} {' ' * (len(path) - 1)}{path[-1]}")
