#!/usr/bin/env python3
"""A small API server: objects in memory, with list, watch and optimistic concurrency."""
import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HISTORY = 20  # how many changes are kept for watchers


class ApiError(Exception):
    def __init__(self, code, reason):
        super().__init__(reason)
        self.code, self.reason = code, reason


# #region store
class Store:
    def __init__(self):
        self.changed = threading.Condition()  # a lock, and a way to wait for changes
        self.objects = {}  # (kind, name) -> object; an object is never changed in place
        self.version = 0
        self.events = []  # the last HISTORY changes: (version, kind, {"type": …, "object": …})

    def save(self, event, kind, obj):
        """Every change goes through here, and gets the next version."""
        self.version += 1
        obj = {**obj, "metadata": {**obj["metadata"], "resourceVersion": str(self.version)}}
        key = kind, obj["metadata"]["name"]
        if event == "DELETED":
            del self.objects[key]
        else:
            self.objects[key] = obj
        self.events.append((self.version, kind, {"type": event, "object": obj}))
        del self.events[:-HISTORY]
        self.changed.notify_all()
        return obj

    def get(self, kind, name):
        if (kind, name) not in self.objects:
            raise ApiError(404, "NotFound")
        return self.objects[kind, name]

    def create(self, kind, obj):
        if (kind, obj["metadata"]["name"]) in self.objects:
            raise ApiError(409, "AlreadyExists")
        meta = {**obj["metadata"], "uid": str(uuid.uuid4()), "generation": 1}
        return self.save("ADDED", kind, {**obj, "metadata": meta})

    def update(self, kind, name, obj):
        old = self.get(kind, name)
        if obj["metadata"]["resourceVersion"] != old["metadata"]["resourceVersion"]:
            raise ApiError(409, "Conflict")
        meta = {**old["metadata"], "finalizers": obj["metadata"].get("finalizers", [])}
        if obj["spec"] != old["spec"]:
            meta["generation"] += 1
        new = {**obj, "metadata": meta}
        if "deletionTimestamp" in meta and not meta["finalizers"]:
            return self.remove(kind, new)
        return self.save("MODIFIED", kind, new)

    def delete(self, kind, name):
        obj = self.get(kind, name)
        if not obj["metadata"].get("finalizers"):
            return self.remove(kind, obj)
        if "deletionTimestamp" in obj["metadata"]:
            return obj
        meta = {**obj["metadata"], "deletionTimestamp": int(time.time())}
        return self.save("MODIFIED", kind, {**obj, "metadata": meta})

    def remove(self, kind, obj):
        removed = self.save("DELETED", kind, obj)
        for (kind, name), other in list(self.objects.items()):
            owners = other["metadata"].get("ownerReferences", [])
            if any(owner["uid"] == obj["metadata"]["uid"] for owner in owners):
                self.delete(kind, name)
        return removed
# #endregion store

    # #region watch
    def watch(self, kind, since):
        """Yields the changes after a version, and waits for more."""
        while True:
            with self.changed:
                if since < self.version - HISTORY:
                    raise ApiError(410, "Gone")
                news = [event for event in self.events if event[0] > since]
                if not news:
                    self.changed.wait()
                    continue
            for since, its_kind, event in news:
                if its_kind == kind:
                    yield event
    # #endregion watch


store = Store()


class Handler(BaseHTTPRequestHandler):
    def handle_one(self, method):
        url = urlsplit(self.path)
        kind, name, *_ = url.path.strip("/").split("/") + [None]
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        query = {key: values[-1] for key, values in parse_qs(url.query).items()}
        try:
            if "watch" in query:
                return self.stream(store.watch(kind, int(query["resourceVersion"])))
            with store.changed:
                self.answer(200, self.act(method, kind, name, body))
        except ApiError as error:
            self.answer(error.code, {"code": error.code, "reason": error.reason})

    def act(self, method, kind, name, body):
        if method == "GET" and name is None:
            items = [obj for (its_kind, _), obj in store.objects.items() if its_kind == kind]
            return {"resourceVersion": str(store.version), "items": items}
        if method == "GET":
            return store.get(kind, name)
        if method == "POST":
            return store.create(kind, body)
        if method == "PUT":
            return store.update(kind, name, body)
        return store.delete(kind, name)

    def answer(self, code, body):
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode() + b"\n")

    def stream(self, events):
        self.send_response(200)
        self.end_headers()
        try:
            for event in events:
                self.wfile.write(json.dumps(event).encode() + b"\n")
        except ApiError as error:
            gone = {"type": "ERROR", "object": {"code": error.code, "reason": error.reason}}
            self.wfile.write(json.dumps(gone).encode() + b"\n")
        except ConnectionError:
            pass  # the watcher has left

    def log_message(self, *args):
        pass

    do_GET = lambda self: self.handle_one("GET")
    do_POST = lambda self: self.handle_one("POST")
    do_PUT = lambda self: self.handle_one("PUT")
    do_DELETE = lambda self: self.handle_one("DELETE")


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8001), Handler).serve_forever()
