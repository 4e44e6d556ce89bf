#!/usr/bin/env python3
"""ask.py LINE…: sends the lines as they are, prints the first line of the answer and what it has in all."""
import socket
import sys

with socket.create_connection(("127.0.0.1", 8000), timeout=10) as connection:
    connection.sendall("".join(line + "\r\n" for line in sys.argv[1:]).encode())
    answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
print(answer.splitlines()[0])
print(answer.count("\n"), "lines,", "with" if "\r\n\r\n" in answer else "without", "a header")
