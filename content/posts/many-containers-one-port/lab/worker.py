#!/usr/bin/env python3
"""worker.py NAME PORT [reuseport]: sends its name to every client."""
import os
import socket
import sys

name, port = sys.argv[1], int(sys.argv[2])

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
if "reuseport" in sys.argv[3:]:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
listener.bind(("", port))
listener.listen(512)

with open(f"{name}.pid", "w") as file:
    file.write(str(os.getpid()))
print(f"{name} listens on port {port}", flush=True)

while True:
    connection, _ = listener.accept()
    with connection:
        try:
            connection.sendall(name.encode())
        except OSError:
            pass  # the client has given up
