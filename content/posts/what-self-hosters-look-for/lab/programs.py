"""The four programs: how their documentation starts them, and how to write and read one small thing.

Each is started with its data in `data` and otherwise with its defaults. `write` returns whatever identifies what was
written, or raises if the program doesn't acknowledge it. `read` says whether it is there.
"""
import base64
import hashlib
import json
import socket
import time
import urllib.error
import urllib.request


HOST = ["127.0.0.1"]  # the address that requests go to


def http(port, path, method="GET", body=None, headers=()):
    if isinstance(body, str):
        body = body.encode()
    request = urllib.request.Request(f"http://{HOST[0]}:{port}{path}", body, dict(headers), method=method)
    with urllib.request.urlopen(request, timeout=5) as response:
        return response.headers, response.read()


def status(port, path):
    try:
        http(port, path)
        return 200
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


# region etcd
class Etcd:
    port = 2379
    config, typo = "", "--heartbeat-intervall=100"
    health = "/health"

    def command(self, data):
        return ["etcd", f"--data-dir={data}/etcd"]

    def call(self, what, **fields):
        coded = {k: base64.b64encode(v.encode()).decode() for k, v in fields.items()}
        return json.loads(http(self.port, f"/v3/kv/{what}", "POST", json.dumps(coded))[1])

    def write(self, name, size=1):
        self.call("put", key=name, value="x" * size)
        return name

    def read(self, name):
        return "kvs" in self.call("range", key=name)
# endregion etcd


class Prometheus:
    port = 9090
    health = "/-/healthy"
    config = "global: { scrape_interval: 200ms, scrape_timeout: 200ms }\n" \
             "scrape_configs: [{ job_name: self, static_configs: [{ targets: ['127.0.0.1:9090'] }] }]\n"
    typo = "scrape_configz: []\n"

    def command(self, data):
        return ["prometheus", "--config.file=config", f"--storage.tsdb.path={data}/prometheus"]

    def write(self, name, size=1):
        """Nobody writes to Prometheus; it fetches. This waits for a sample that is newer than the call."""
        since = time.time()
        for _ in range(80):
            result = json.loads(http(self.port, "/api/v1/query?query=timestamp(up)")[1])["data"]["result"]
            if result and float(result[0]["value"][1]) > since:
                return float(result[0]["value"][1])
            time.sleep(0.1)
        raise TimeoutError("no new sample")

    def read(self, at):
        found = json.loads(http(self.port, f"/api/v1/query?query=count_over_time(up[1s])&time={at + 0.5}")[1])
        return found["data"]["result"] != []


class Registry:
    port = 5000
    health = "/"
    config = "version: 0.1\nstorage: { filesystem: { rootdirectory: data/registry } }\nhttp: { addr: ':5000' }\n"
    typo = "htttp: { addr: ':5001' }\n"

    def command(self, data):
        return ["docker-registry", "serve", "config"]

    def write(self, name, size=1):
        content = name + "x" * size
        digest = "sha256:" + hashlib.sha256(content.encode()).hexdigest()
        where = http(self.port, "/v2/lab/blobs/uploads/", "POST", b"")[0]["Location"].split(f":{self.port}", 1)[1]
        http(self.port, f"{where}&digest={digest}", "PUT", content, {"Content-Type": "application/octet-stream"})
        return digest

    def read(self, digest):
        return status(self.port, f"/v2/lab/blobs/{digest}") == 200


class Redis:
    port = 6379
    health = None
    config, typo = "", "--apendonly yes"

    def command(self, data):
        return ["redis-server", "--dir", data]

    def call(self, *words):
        with socket.create_connection((HOST[0], self.port), timeout=5) as connection:
            connection.sendall(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w.encode()) for w in words))
            answer = connection.recv(1000).decode()
        if answer[0] == "-":
            raise OSError(answer.strip())
        return answer

    def write(self, name, size=1):
        self.call("SET", name, "x" * size)
        return name

    def read(self, name):
        return self.call("EXISTS", name) == ":1\r\n"


PROGRAMS = {"etcd": Etcd, "prometheus": Prometheus, "registry": Registry, "redis": Redis}
