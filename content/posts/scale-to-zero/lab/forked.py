"""Zero with something kept: a process that has imported everything waits in select(), and each start is a fork of it."""
import importlib
import os
import select
import socket
import sys

for name in sys.argv[1:]:
    importlib.import_module(name)

listener = socket.socket(fileno=3)
print("waits", flush=True)
# #region fork
while True:
    select.select([listener], [], [])
    child = os.fork()
    if child == 0:
        break  # the service
    os.waitpid(child, 0)
# #endregion fork
while True:
    connection, _ = listener.accept()
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nhi\n")
    connection.close()
