#!/usr/bin/env python3
"""Opens N connections at once, says after half a second how many are connected, and keeps them."""
import select
import signal
import socket
import sys
import time

host, port, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sockets = []
for _ in range(number):
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex((host, port))
    sockets.append(sock)
time.sleep(0.5)
_, connected, _ = select.select([], sockets, [], 0)
print(len(connected), "connected,", number - len(connected), "got no answer", flush=True)
signal.pause()
