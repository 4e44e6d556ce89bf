#!/usr/bin/env python3
"""progress.py now | VERSION: prints the current version, or what changed on sites since VERSION."""
import sys

from client import call, watch

if sys.argv[1] == "now":
    print(call("GET", "/sites")["resourceVersion"])
    sys.exit()

latest = {site["metadata"]["resourceVersion"] for site in call("GET", "/sites")["items"]}
for event in watch("sites", sys.argv[1]):
    meta, spec = event["object"]["metadata"], event["object"]["spec"]
    status = event["object"].get("status", {})
    print(
        f"spec: {spec['replicas']} pods, generation {meta['generation']}   "
        f"status: {status.get('pods')} pods, observedGeneration {status.get('observedGeneration')}"
    )
    if meta["resourceVersion"] in latest:
        break
