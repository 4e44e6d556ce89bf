#!/usr/bin/env python3
"""Runs a second container in the namespaces of another one's process.

debug.py TARGET USER [+CAPABILITY...] COMMAND...
USER is a number. Root gets Docker's default capabilities, others get none.
"""
import json, subprocess, sys

with open("capabilities.json") as file:
    DEFAULT = json.load(file)  # those that Docker gives to root
target, user, *rest = sys.argv[1:]
extra = [word[1:] for word in rest if word.startswith("+")]
command = rest[len(extra):]
caps = (DEFAULT if user == "0" else []) + ["CAP_" + name for name in extra]
pid = json.loads(subprocess.check_output(["runc", "state", target]))["pid"]
config = {
    "ociVersion": "1.0.2",
    "root": {"path": "rootfs"},
    "process": {
        "args": command,
        "env": ["PATH=/bin"],
        "cwd": "/",
        "user": {"uid": int(user), "gid": int(user)},
        "capabilities": {name: caps for name in ("bounding", "permitted", "effective")},
    },
    "mounts": [
        {"destination": "/proc", "type": "proc", "source": "proc"},
        {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"},
    ],
    # #region namespaces
    "linux": {
        "namespaces": [
            {"type": "pid", "path": f"/proc/{pid}/ns/pid"},
            {"type": "network", "path": f"/proc/{pid}/ns/net"},
            {"type": "ipc", "path": f"/proc/{pid}/ns/ipc"},
            {"type": "mount"},  # its own: here are the tools
        ]
    },
    # #endregion namespaces
}
with open("tools/config.json", "w") as file:
    json.dump(config, file, indent=2)
sys.exit(subprocess.run(["runc", "run", "--bundle", "tools", "debug"]).returncode)
