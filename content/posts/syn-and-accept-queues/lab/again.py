#!/usr/bin/env python3
"""Changes the limit of a socket that already listens."""
import socket
import subprocess

listener = socket.create_server(("", 8004), backlog=5)
subprocess.run("ss -Hltn sport = 8004", shell=True)
listener.listen(50)
subprocess.run("ss -Hltn sport = 8004", shell=True)
