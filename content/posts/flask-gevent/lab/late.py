#!/usr/bin/env python3
"""Which imports still work after a late monkey.patch_all()? Two greenlets, and a barrier of two."""
import subprocess, sys

from lab import Barrier, Process, blocked, until

# #region early
EARLY = {
    "import socket": """
def ask(): s = socket.create_connection(UPSTREAM); s.send(b"?"); s.recv(1)""",
    "from socket import create_connection": """
def ask(): s = create_connection(UPSTREAM); s.send(b"?"); s.recv(1)""",
    "from urllib.request import urlopen": """
def ask(): urlopen("http://127.0.0.1:7000/").read()""",
    "from socket import socket": """
def ask(): s = socket(); s.connect(UPSTREAM); s.send(b"?"); s.recv(1)""",
    "class Mine(socket.socket)": """
class Mine(socket.socket): pass
def ask(): s = Mine(); s.connect(UPSTREAM); s.send(b"?"); s.recv(1)""",
}

for line, code in EARLY.items():
    program = f"""
import socket
{line if "import" in line else ""}
{code}
from gevent import monkey, spawn, joinall
monkey.patch_all()
UPSTREAM = ("127.0.0.1", 7000)
joinall([spawn(ask), spawn(ask)], raise_error=True)
"""
# #endregion early
    upstream = Barrier(2)
    child = Process([sys.executable, "-W", "ignore", "-c", program], port=None)
    calls = until(lambda: child.process.poll() == 0 or blocked(child) == ["recvfrom from the upstream"])
    print(f"{line:38}" + ("opens" if calls is True and child.process.poll() == 0 else "never opens: recvfrom blocks"))
    child.stop()
    upstream.close()
