"""A client of the API server, with the two parts that a controller needs."""
import json
import threading
import time
import urllib.error
import urllib.request

BASE = "http://127.0.0.1:8001"


class ApiError(Exception):
    def __init__(self, code, reason):
        super().__init__(f"{code} {reason}")
        self.code, self.reason = code, reason


def call(method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(BASE + path, data, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise ApiError(error.code, json.load(error)["reason"]) from None


def watch(kind, version):
    url = f"{BASE}/{kind}?watch=1&resourceVersion={version}"
    with urllib.request.urlopen(url) as lines:
        for line in lines:
            yield json.loads(line)


# #region informer
class Informer(threading.Thread):
    """Keeps a copy of all objects of one kind, and reports which have changed."""

    def __init__(self, kind, on_change):
        super().__init__(daemon=True)
        self.kind, self.on_change = kind, on_change
        self.cache = {}
        self.synced = threading.Event()

    def run(self):
        while True:
            try:
                self.list_and_watch()
            except OSError:  # the server is down
                time.sleep(0.2)

    def list_and_watch(self):
        listing = call("GET", f"/{self.kind}")
        before = self.cache
        self.cache = {obj["metadata"]["name"]: obj for obj in listing["items"]}
        self.synced.set()
        for obj in {**before, **self.cache}.values():  # including those that are gone
            self.on_change(obj)
        for event in watch(self.kind, listing["resourceVersion"]):
            obj = event["object"]
            if event["type"] == "ERROR":  # 410: we missed changes, so list again
                return
            if event["type"] == "DELETED":
                self.cache.pop(obj["metadata"]["name"], None)
            else:
                self.cache[obj["metadata"]["name"]] = obj
            self.on_change(obj)
# #endregion informer


# #region queue
class WorkQueue:
    """Names to look at. A name that is added twice is handed out once."""

    def __init__(self):
        self.names = {}  # a dict keeps the order, and each name once
        self.failures = {}
        self.filled = threading.Condition()

    def add(self, name):
        with self.filled:
            self.names[name] = True
            self.filled.notify()

    def get(self):
        with self.filled:
            while not self.names:
                self.filled.wait()
            name = next(iter(self.names))
            del self.names[name]
            return name

    def retry(self, name):
        """Adds it again later: after 0.1 s, 0.2 s, 0.4 s …, at most 5 s."""
        count = self.failures[name] = self.failures.get(name, 0) + 1
        threading.Timer(min(0.05 * 2**count, 5), self.add, [name]).start()

    def forget(self, name):
        self.failures.pop(name, None)
# #endregion queue
