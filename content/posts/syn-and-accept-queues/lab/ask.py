#!/usr/bin/env python3
"""Connects, says hello as soon as the file PORT.speak exists, and tells what happens."""
import os
import socket
import sys
import time

host, port = sys.argv[1], sys.argv[2]
sock = socket.create_connection((host, int(port)))
print("connected", flush=True)
while not os.path.exists(f"{port}.speak"):
    time.sleep(0.05)
try:
    sock.sendall(b"hello\n")
    print("sent", flush=True)
    print("received", sock.recv(100), flush=True)
except OSError as error:
    print(type(error).__name__, flush=True)
