#!/usr/bin/env python3
"""lookups.py SIZE: SIZE lookups at once, and a name server that answers when all of them are in."""
import sys

from lab import Barrier, Client, NameServer, Process, until

size = int(sys.argv[1])
names, upstream = NameServer(size), Barrier(1)
server = Process(["gunicorn", "--worker-class", "gevent", "waits:app"])
lookups = [Client(f"/dns?name=n{i}.example.") for i in range(size)]


def opened():
    return all(lookup.answer() == "127.0.0.1" for lookup in lookups)


def full():
    return server.threads().count("poll on the name server") == len(names.asked) == 10


until(lambda: opened() or full())
if opened():
    print(f"opens: the name server had {size} names at once")
else:
    to_address = Client("/upstream")
    ping = Client("/ping")
    until(ping.answer)
    print(f"never opens: {len(names.asked)} of {size} names asked for")
    print(f"ping: {ping.answer()}")
    print(f"request to http://127.0.0.1:7000/: {to_address.answer() or 'waits'}")
    names.open()
    until(lambda: opened() and to_address.answer())
server.stop()
