#!/usr/bin/env python3
"""prefork.py PORT: one listening socket, and three processes that accept from it."""
import os
import socket
import sys

listener = socket.create_server(("", int(sys.argv[1])), backlog=512)
for name in ("p1", "p2", "p3"):
    if os.fork() == 0:
        with open(f"{name}.pid", "w") as file:
            file.write(str(os.getpid()))
        while True:
            connection, _ = listener.accept()
            with connection:
                try:
                    connection.sendall(name.encode())
                except OSError:
                    pass
print("three processes, one socket", flush=True)
os.wait()
