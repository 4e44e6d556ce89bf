#!/usr/bin/env python3
"""variant.py NAME USER MODE: starts the app as another user, from a file of another mode."""
import json, os, shutil, subprocess, sys

name, user, mode = sys.argv[1:]
os.makedirs(f"{name}/rootfs")
shutil.copy("bundle/rootfs/app", f"{name}/rootfs/app")
os.chmod(f"{name}/rootfs/app", int(mode, 8))
with open("bundle/config.json") as file:
    config = json.load(file)
config["process"]["user"] = {"uid": int(user), "gid": int(user)}
if user == "0":
    with open("capabilities.json") as file:
        caps = json.load(file)
    sets = ("bounding", "permitted", "effective")
    config["process"]["capabilities"] = {kind: caps for kind in sets}
config["linux"]["namespaces"][-1] = {"type": "network"}  # port 8080 is taken in the pod's
with open(f"{name}/config.json", "w") as file:
    json.dump(config, file, indent=2)
with open(f"{name}.log", "w") as log:
    subprocess.run(["runc", "create", "--bundle", name, name],
                   stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)
subprocess.run(["runc", "start", name], check=True)
