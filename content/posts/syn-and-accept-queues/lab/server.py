#!/usr/bin/env python3
"""Listens, and accepts nothing before SIGUSR1. Then it answers everyone."""
import os
import signal
import socket
import sys
import threading

port, backlog = int(sys.argv[1]), int(sys.argv[2])


def answer(connection):
    if connection.recv(100):
        connection.sendall(b"hello\n")
    connection.close()


signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
listener = socket.create_server(("", port), backlog=backlog)
with open(f"{port}.pid", "w") as file:
    file.write(str(os.getpid()))
print("listens", flush=True)
signal.sigwait([signal.SIGUSR1])
while True:
    connection, _ = listener.accept()
    threading.Thread(target=answer, args=[connection], daemon=True).start()
