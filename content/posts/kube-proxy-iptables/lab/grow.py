#!/usr/bin/env python3
"""grow.py SERVICES: that many services with three endpoints each, as JSON."""
import json
import sys


def endpoints(i):
    return [f"10.1.{i % 200}.{k}:8080" for k in (1, 2, 3)]


print(json.dumps([
    {"name": f"ns/svc{i}:http", "clusterIP": f"10.96.{i // 250}.{i % 250 + 1}",
     "port": 80, "endpoints": endpoints(i)}
    for i in range(int(sys.argv[1]))
]))
