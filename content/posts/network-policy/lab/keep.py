#!/usr/bin/env python3
"""keep.py POD ADDRESS PORT COMMAND...: opens a connection from a pod, asks, runs
each command on the node, and asks again: on that connection, and on a new one."""
import subprocess
import sys

from pods import connect

pod, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])


def ask(connection):
    try:
        connection.sendall(b"who?\n")
        return connection.recv(100).decode().strip() or "closed"
    except TimeoutError:
        return "no answer"


def ask_anew():
    try:
        with connect(pod, address, port) as connection:
            return ask(connection)
    except TimeoutError:
        return "no answer"


connection = connect(pod, address, port)
print("at first:       ", ask(connection))
for command in sys.argv[4:]:
    print("$", command)
    subprocess.run(command, shell=True, check=True)
    print("  old connection:", ask(connection))
    print("  new connection:", ask_anew())
