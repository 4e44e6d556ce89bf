#!/usr/bin/env python3
"""kubelet.py GRACE COMMAND...: runs a command as process 1, then stops it as a kubelet
would: SIGTERM, up to GRACE seconds of patience, SIGKILL."""
import os, signal, subprocess, sys

grace, command = float(sys.argv[1]), sys.argv[2:]
unshare = subprocess.Popen(["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", *command],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
for line in unshare.stdout:
    if "ready" in line:
        break
with open(f"/proc/{unshare.pid}/task/{unshare.pid}/children") as file:
    first = int(file.read())
with open(f"/proc/{first}/status") as file:
    caught = int(next(line for line in file if line.startswith("SigCgt")).split()[1], 16)
print("process 1:", open(f"/proc/{first}/comm").read().strip())
print("handler for SIGTERM:", "yes" if caught >> (signal.SIGTERM - 1) & 1 else "no")
os.kill(first, signal.SIGTERM)
try:
    unshare.wait(grace)
    print("ended by itself, code", unshare.returncode)
except subprocess.TimeoutExpired:
    print("still running at the end of the grace period: SIGKILL")
    os.kill(first, signal.SIGKILL)
