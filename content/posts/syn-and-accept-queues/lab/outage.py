#!/usr/bin/env python3
"""40 clients connect to a server that accepts nothing for 3.5 seconds. When are they answered?"""
import collections
import os
import selectors
import signal
import socket
import sys
import time

host, port, label = sys.argv[1], int(sys.argv[2]), sys.argv[3]
selector = selectors.DefaultSelector()
start = time.monotonic()
for _ in range(40):
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex((host, port))
    selector.register(sock, selectors.EVENT_WRITE)
asleep, answered = True, []
while len(answered) < 40:
    if asleep and time.monotonic() - start > 3.5:
        os.kill(int(open(f"{port}.pid").read()), signal.SIGUSR1)
        asleep = False
    for key, event in selector.select(0.05):
        if event == selectors.EVENT_WRITE:  # connected
            key.fileobj.sendall(b"hello\n")
            selector.modify(key.fileobj, selectors.EVENT_READ)
        else:
            answered.append(time.monotonic() - start)
            selector.unregister(key.fileobj)
with open("outage.csv", "a") as file:
    for position, when in enumerate(answered, 1):
        print(f"{position},{when:.2f},{label}", file=file)
for second, number in sorted(collections.Counter(map(int, answered)).items()):
    print(f"{label}: {number} answered after {second} s")
