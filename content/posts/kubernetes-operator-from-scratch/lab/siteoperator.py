#!/usr/bin/env python3
"""An operator for sites: keeps their pods and DNS records as the spec says."""
import os
import time
from pathlib import Path

from client import ApiError, Informer, WorkQueue, call

FINALIZER = "example.org/dns"
ZONE = Path("zone")  # plays a DNS service: one file per record
PACE = float(os.environ.get("PACE", 0))  # seconds to pause after each new pod, for experiments

queue = WorkQueue()


def owner_of(pod):
    """The pod's reference to a site, with its name and uid; None if it has none."""
    owners = pod["metadata"].get("ownerReferences", [])
    return next((owner for owner in owners if owner["kind"] == "sites"), None)


def pod_changed(pod):
    if owner := owner_of(pod):
        queue.add(owner["name"])


sites = Informer("sites", lambda site: queue.add(site["metadata"]["name"]))
pods = Informer("pods", pod_changed)


# #region reconcile
def reconcile(name):
    """Compares what exists with the spec, and does what is missing."""
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
    if FINALIZER not in finalizers:  # promise the cleanup before there is anything to clean up
        update(site, finalizers=[*finalizers, FINALIZER])
        return  # this change puts the name back into the queue

    add_record(name)

    # Names follow from the spec, so a second run finds what the first one created.
    wanted = [f"{name}-{number}" for number in range(spec["replicas"])]
    mine = {
        key: pod
        for key, pod in list(pods.cache.items())
        if (owner := owner_of(pod)) and owner["uid"] == meta["uid"]
    }
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
    """Writes only what differs, because each write causes another visit."""
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
        if error.reason != "AlreadyExists":  # the cache is slightly out of date
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
        informer.synced.wait()  # an empty cache would look like a world without pods
    while True:
        name = queue.get()
        try:
            reconcile(name)
            queue.forget(name)
        except (ApiError, OSError) as error:  # a conflict, or no server: try again later
            queue.retry(name)


if __name__ == "__main__":
    main()
# #endregion main
