#!/usr/bin/env python3
"""A slow client and a slow upstream, each with another request behind it, with and without a proxy in front."""
from lab import Barrier, Client, Process, blocked, until


def cell(port, server, slow, ready, release):
    client = slow(port)
    until(ready)
    ping = Client("/ping", port)
    calls = until(lambda: ping.answer() or blocked(server))
    release(client)
    until(lambda: client.answer() and ping.answer())
    return calls[0] if isinstance(calls, list) else "others answered"


upstream = Barrier(99)
print(f"{'':24} {'half a request body':28} a slow upstream")
for name, options, port in [("sync", [], 8000), ("sync behind nginx", [], 8080),
                            ("gevent", ["-k", "gevent"], 8000), ("gevent behind nginx", ["-k", "gevent"], 8080)]:
    server = Process(["gunicorn", *options, "app:app"])
    nginx = Process(["nginx", "-p", ".", "-c", "nginx.conf"], 8080)
    upstream.size = 99
    body = cell(port, server, lambda port: Client("/upload", port, body="12345"), lambda: True,
                lambda client: client.send("67890"))
    late = cell(port, server, lambda port: Client("/upstream", port), lambda: upstream.waiting,
                lambda client: upstream.open())
    print(f"{name:24} {body:28} {late}")
    nginx.stop()
    server.stop()
