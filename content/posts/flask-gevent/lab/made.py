#!/usr/bin/env python3
"""made.py SERVER...: a thread-local and a lock that the application makes when it is imported."""
import sys

from lab import Barrier, Client, Process, unread, until

server = Process(sys.argv[1:])

upstream = Barrier(2)
users = [Client(f"/whoami?user={user}") for user in ("alice", "bob")]
until(lambda: all(user.answer() for user in users))
print(*sorted(user.answer() for user in users), sep="\n")



def asleep():
    return server.calls() == ["futex"]


upstream.size = 99
first = Client("/locked")
until(lambda: len(upstream.waiting) == 1)  # the first one has the lock
second, ping = Client("/locked"), Client("/ping")
until(lambda: ping.answer() or asleep())
print("lock: ping is answered" if ping.answer() else "lock: ping waits, the worker is in futex")
upstream.open()
until(lambda: second.answer() or asleep() and unread())
print("lock: both are served" if second.answer() else "lock: the upstream has answered, and nobody reads it")
server.stop()
