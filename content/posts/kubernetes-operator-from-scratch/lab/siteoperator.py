#!/usr/bin/env python3
"""An operator for sites: keeps their pods and their DNS record as the spec says."""
import os
import time
from pathlib import Path

from client import ApiError, Informer, WorkQueue, call

FINALIZER = "example.org/dns"
ZONE = Path("zone")  # stands for a DNS service: one file for each record
PACE = float(os.environ.get("PACE", 0))  # seconds that each creation takes

queue = WorkQueue()


def owner_of(pod):
    for owner in pod["metadata"].get("ownerReferences", []):
        if owner["kind"] == "sites":
            return owner["name"]


sites = Informer("sites", lambda site: queue.add(site["metadata"]["name"]))
pods = Informer("pods", lambda pod: owner_of(pod) and queue.add(owner_of(pod)))


# #region reconcile
def reconcile(name):
    """Looks at what is, and does what is missing. It doesn't ask what has happened."""
    site = sites.cache.get(name)
    if site is None:
        return  # deleted; the owner references take care of its pods
    meta, spec = site["metadata"], site["spec"]
    finalizers = meta.get("finalizers", [])
    if "deletionTimestamp" in meta:
        if FINALIZER in finalizers:
            remove_record(name)
            update(site, finalizers=[f for f in finalizers if f != FINALIZER])
        return
    if FINALIZER not in finalizers:  # first the promise to clean up, then the mess
        update(site, finalizers=[*finalizers, FINALIZER])
        return  # our own change brings us back here

    add_record(name)

    # Names are computed, not invented: who comes twice meets what is there already.
    wanted = [f"{name}-{number}" for number in range(spec["replicas"])]
    mine = {key: pod for key, pod in list(pods.cache.items()) if owner_of(pod) == name}
    for key in wanted:
        if key not in mine:
            create_pod(key, site)
    for key, pod in sorted(mine.items()):
        if key not in wanted or pod["spec"] != {"text": spec["text"]}:
            delete_pod(key)

    good = [key for key in wanted if key in mine and mine[key]["spec"]["text"] == spec["text"]]
    update(site, status={"pods": len(good), "observedGeneration": meta["generation"]})
# #endregion reconcile


# #region actions
def update(site, finalizers=None, status=None):
    """Writes only what is new: a write is a change, and a change brings us back."""
    new = {**site, "metadata": {**site["metadata"]}}
    if finalizers is not None:
        new["metadata"]["finalizers"] = finalizers
    if status is not None:
        new["status"] = status
    if new != site:
        call("PUT", f"/sites/{site['metadata']['name']}", new)


def add_record(name):
    if not (ZONE / name).exists():
        (ZONE / name).write_text(f"{name}.example.org\n")
        say("add DNS record", name)


def remove_record(name):
    if (ZONE / name).exists():
        (ZONE / name).unlink()
        say("remove DNS record", name)


def create_pod(key, site):
    owner = {"kind": "sites", "name": site["metadata"]["name"], "uid": site["metadata"]["uid"]}
    pod = {
        "metadata": {"name": key, "ownerReferences": [owner]},
        "spec": {"text": site["spec"]["text"]},
    }
    try:
        call("POST", "/pods", pod)
        say("create pod", key)
        time.sleep(PACE)
    except ApiError as error:
        if error.reason != "AlreadyExists":  # the cache is a little behind, that's all
            raise


def delete_pod(key):
    try:
        call("DELETE", f"/pods/{key}")
        say("delete pod", key)
    except ApiError as error:
        if error.reason != "NotFound":
            raise
# #endregion actions


def say(*words):
    print("operator:", *words, flush=True)


# #region main
def main():
    ZONE.mkdir(exist_ok=True)
    for informer in sites, pods:
        informer.start()
    for informer in sites, pods:
        informer.synced.wait()  # an empty cache would look like an empty world
    while True:
        name = queue.get()
        try:
            reconcile(name)
            queue.forget(name)
        except (ApiError, OSError) as error:  # a conflict, or no server: look again later
            queue.retry(name)


if __name__ == "__main__":
    main()
# #endregion main
