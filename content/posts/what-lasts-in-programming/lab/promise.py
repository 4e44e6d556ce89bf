#!/usr/bin/env python3
"""What Go's own list of exceptions says about the promise of Go 1."""
import sys
from collections import Counter
from pathlib import Path

api = Path("/usr/share/go-1.19/api")
lines = {line.strip() for line in (api / "go1.txt").read_text().splitlines() if line.startswith("pkg ")}
gone = {line.strip() for line in (api / "except.txt").read_text().splitlines()} & lines
package = Counter(line.split()[1].rstrip(",") for line in gone)
print(f"{len(lines)} features in go1.txt, {len(gone)} excepted")
for name, count in sorted(package.items(), key=lambda item: (-item[1], item[0])):
    print(f"{count:6} {name}")
