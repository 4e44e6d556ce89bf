#!/usr/bin/python3
"""Measures cold starts: from connect() on a socket that nobody serves until the answer, with the service started in between."""
import os
import signal
import socket
import subprocess
import sys
import time

# #region services
modules = [
    "asyncio", "email", "http.server", "json",
    "logging", "sqlite3", "ssl", "xml.etree.ElementTree",
]
services = {
    "C, static": ["./server"],
    "Python": ["python3", "server.py"],
    "Python, 8 modules": ["python3", "server.py", *modules],
    "Node": ["node", "server.mjs"],
    "forked, 8 modules": ["python3", "forked.py", *modules],
}
# #endregion services
runs = int(sys.argv[1])


def ask(address):
    with socket.create_connection(address) as client:
        client.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        yield  # the request waits in the kernel
        assert client.recv(4096).startswith(b"HTTP/1.1 200")
        yield


def start(command, listener):
    assert listener.fileno() == 3  # the first file that this program has open
    return subprocess.Popen(command, pass_fds=[3], stdout=subprocess.PIPE, start_new_session=True)


# #region measure
def milliseconds(name, command):
    """The time of the first request and of the second, and the memory after them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        service = None
        if name.startswith("forked"):  # it waits before the request comes
            service = start(command, listener)
            assert service.stdout.readline() == b"waits\n"
        first = ask(listener.getsockname())
        began = time.perf_counter()
        next(first)
        service = service or start(command, listener)
        next(first)
        cold = time.perf_counter() - began
        second = ask(listener.getsockname())
        began = time.perf_counter()
        next(second)
        next(second)
        warm = time.perf_counter() - began
        memory = memory_of(service.pid)
        os.killpg(service.pid, signal.SIGKILL)
        service.wait()
        return cold * 1000, warm * 1000, memory
# #endregion measure


def memory_of(pid):
    """The process's share of memory, in MiB: pages that several processes use are divided among them."""
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


# What disturbs a run makes it longer, never shorter: the fastest of several is the least disturbed.
fastest = {
    name: [min(column) for column in zip(*(milliseconds(name, command) for _ in range(runs)))]
    for name, command in services.items()
}
if "--claims" not in sys.argv:
    print(f"{'':18} {'cold, ms':>9} {'warm, ms':>9} {'memory, MiB':>12}")
    for name, (cold, warm, memory) in fastest.items():
        print(f"{name:18} {cold:9.1f} {warm:9.2f} {memory:12.1f}")
else:
    cold = {name: numbers[0] for name, numbers in fastest.items()}
    for slow, fast, factor in (
        ("Python", "C, static", 2),
        ("Python, 8 modules", "Python", 1.5),
        ("Node", "C, static", 4),
        ("Python, 8 modules", "forked, 8 modules", 3),
    ):
        is_so = cold[slow] > factor * cold[fast]
        print(f"{slow} takes more than {factor} times as long as {fast}: {'yes' if is_so else 'no'}")
