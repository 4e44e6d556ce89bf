#!/usr/bin/env python3
"""limit.py PATH UPSTREAM GUNICORN-OPTIONS...: 30 requests, and a ping after them."""
import sys

from lab import Barrier, Client, Process, listening, until

path, expected = sys.argv[1], int(sys.argv[2])
upstream, server = Barrier(99), Process(["gunicorn", "--worker-class", "gevent", *sys.argv[3:], "waits:app"])
clients = [Client(path) for _ in range(30)]
until(lambda: len(upstream.waiting) == expected)
ping = Client("/ping")


def ignored():
    """The worker sleeps although connections wait: it has stopped accepting."""
    return listening(8000) == 31 - expected and server.calls() == ["epoll_wait"]


until(lambda: ping.answer() or all(ignored() for _ in range(20)))
print(f"{len(upstream.waiting)} upstream, {listening(8000)} in the accept queue, ping "
      + ("answered" if ping.answer() else "waits"))
upstream.open()
until(lambda: all(client.answer() == "ok" for client in clients))
server.stop()
