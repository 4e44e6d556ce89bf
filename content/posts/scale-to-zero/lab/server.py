"""The same service in Python. Further arguments are modules to import first, as a framework would."""
import importlib
import socket
import sys

for name in sys.argv[1:]:
    importlib.import_module(name)

listener = socket.socket(fileno=3)
while True:
    connection, _ = listener.accept()
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nhi\n")
    connection.close()
