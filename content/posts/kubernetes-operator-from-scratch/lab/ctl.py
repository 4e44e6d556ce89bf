#!/usr/bin/env python3
"""ctl.py create NAME REPLICAS TEXT | scale NAME REPLICAS | text NAME TEXT | get KIND
   | delete KIND NAME | wait NAME"""
import sys
import time

from client import ApiError, call


def change(name, **fields):
    """Reads, changes and writes a site; starts again if someone else was faster."""
    while True:
        site = call("GET", f"/sites/{name}")
        site["spec"].update(fields)
        try:
            return call("PUT", f"/sites/{name}", site)
        except ApiError as error:
            if error.reason != "Conflict":
                raise


# #region wait
def pods_of(site):
    uid = site["metadata"]["uid"]
    owners = lambda pod: pod["metadata"].get("ownerReferences", [])
    pods = call("GET", "/pods")["items"]
    return [pod for pod in pods if any(owner["uid"] == uid for owner in owners(pod))]


def wait(name):
    """Returns when the pods are what the latest spec asks for, or the site is gone."""
    while True:
        try:
            site = call("GET", f"/sites/{name}")
        except ApiError:
            return
        leaving = "deletionTimestamp" in site["metadata"]  # done when it is gone
        seen = site.get("status", {}).get("observedGeneration")
        ready = site.get("status", {}).get("pods")
        latest = seen == site["metadata"]["generation"]
        if latest and ready == site["spec"]["replicas"] and not leaving:
            texts = [pod["spec"]["text"] for pod in pods_of(site)]
            if texts == [site["spec"]["text"]] * ready:
                return
        time.sleep(0.05)
# #endregion wait


match sys.argv[1:]:
    case ["create", name, replicas, text]:
        spec = {"replicas": int(replicas), "text": text}
        call("POST", "/sites", {"metadata": {"name": name}, "spec": spec})
    case ["scale", name, replicas]:
        change(name, replicas=int(replicas))
    case ["text", name, text]:
        change(name, text=text)
    case ["get", kind]:
        for obj in sorted(call("GET", f"/{kind}")["items"], key=lambda o: o["metadata"]["name"]):
            leaving = "deleting" if "deletionTimestamp" in obj["metadata"] else ""
            fields = [f"{key}={value}" for key, value in obj["spec"].items()]
            print(obj["metadata"]["name"].ljust(8), *fields, leaving)
    case ["delete", kind, name]:
        call("DELETE", f"/{kind}/{name}")
    case ["wait", name]:
        wait(name)
    case _:
        sys.exit(__doc__)
