#!/usr/bin/env python3
"""barrier.py SIZE SERVER...: does a barrier open if all its requests come through this server?"""
import sys

from lab import Barrier, Client, Process, blocked, until

size, command = int(sys.argv[1]), sys.argv[2:]
upstream, server = Barrier(size), Process(command)
clients = [Client("/upstream") for _ in range(size)]


# #region verdict
def opened():
    return all(client.answer() == "ok" for client in clients)


def circle():
    """Every worker is blocked in a call that only the upstream can end, and the upstream waits for more."""
    calls = blocked(server)
    return calls and len(upstream.waiting) == len(calls) and calls


calls = until(lambda: opened() or circle())
if calls is True:
    print(f"opens: all {size} were upstream at once")
else:
    print(f"never opens: {len(upstream.waiting)} of {size} upstream, each worker in {' or '.join(set(calls))}")
    upstream.open()  # the upstream gives in; now the rest is served
    until(opened)
# #endregion verdict
server.stop()
