#!/usr/bin/env python3
"""budget.py FILE: does a deployment leave its gunicorn enough time to stop?"""
import sys, yaml

pod = yaml.safe_load(open(sys.argv[1]))["spec"]["template"]["spec"]
container = pod["containers"][0]
command = container["command"]
options = dict(word[2:].split("=") for word in command if word.startswith("--"))
drain = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
graceful = int(options.get("graceful-timeout", 30))  # gunicorn's default
grace = pod.get("terminationGracePeriodSeconds", 30)  # Kubernetes' default
faults = []
if grace <= drain + graceful:
    faults.append("SIGKILL may come before gunicorn is done")
if drain == 0:
    faults.append("no drain delay: requests are refused until all rules are updated")
if command[0] in ("sh", "bash", "/bin/sh", "/bin/bash"):
    faults.append("process 1 is a shell, and SIGTERM ends with it")
if "readinessProbe" not in container:
    faults.append("no readiness probe: traffic comes before the workers")
if "memory" not in container.get("resources", {}).get("limits", {}):
    faults.append("no memory limit")
print(f"drain {drain} s + graceful timeout {graceful} s, of a grace period of {grace} s")
print("\n".join(faults) or "nothing to object to")
sys.exit(bool(faults))
