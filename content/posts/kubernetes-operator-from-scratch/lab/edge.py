#!/usr/bin/env python3
"""A controller that acts on events alone. Don't do this."""
from client import call, watch

replicas = {}  # what we remember about each site


def create(name, first, last, text):
    for number in range(first, last):
        meta = {"name": f"{name}-{number}"}
        call("POST", "/pods", {"metadata": meta, "spec": {"text": text}})
        print("edge: create pod", meta["name"], flush=True)


version = call("GET", "/sites")["resourceVersion"]
print("edge: watching", flush=True)
for event in watch("sites", version):
    name, spec = event["object"]["metadata"]["name"], event["object"]["spec"]
    if event["type"] == "ADDED":
        create(name, 0, spec["replicas"], spec["text"])
    if event["type"] == "MODIFIED":
        create(name, replicas.get(name, 0), spec["replicas"], spec["text"])
    replicas[name] = spec["replicas"]
