#!/usr/bin/python3
"""Runs a service only while somebody uses it: activator.py PORT IDLE_SECONDS COMMAND…

The activator owns the listening socket, so connections can arrive while nothing runs. It never accepts one. It starts the service with the
socket as descriptor 3, as systemd does, and is not in the path of a single byte. Never closes the socket.
"""
import os
import select
import signal
import socket
import subprocess
import sys
import time

port, idle, command = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]


def log(*words):
    print(*words, flush=True)


# #region start
def start(listener):
    environment = {**os.environ, "LISTEN_FDS": "1"}
    return subprocess.Popen(command, env=environment, pass_fds=[listener.fileno()])
# #endregion start


# #region used
def in_use():
    """Whether the port has connections, waiting or accepted (state 01: established)."""
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table][1:]
    return any(row[1].endswith(f":{port:04X}") and row[3] == "01" for row in rows)
# #endregion used


# #region loop
def main():
    listener = socket.create_server(("127.0.0.1", port), backlog=128)
    assert listener.fileno() == 3  # the first file that this program opens
    log("zero")
    while True:
        select.select([listener], [], [])  # readable: a connection waits to be accepted
        service = start(listener)
        log("one")
        serve_until_idle(service)
        log("zero")


def serve_until_idle(service):
    last_use = time.monotonic()
    while time.monotonic() - last_use < idle and service.poll() is None:
        time.sleep(0.05)
        if in_use():
            last_use = time.monotonic()
    service.send_signal(signal.SIGTERM)
    if service.wait() not in (0, -signal.SIGTERM):
        time.sleep(1)  # a service that can't start must not be started in a hurry
# #endregion loop


main()
