"""Echoes lines, one client after the other."""
import socket

listener = socket.create_server(("127.0.0.1", 7001))
print("listening", flush=True)
while True:
    sock, _ = listener.accept()  # sleeps until somebody connects
    while data := sock.recv(4096):  # sleeps until this client says something
        sock.sendall(data)
    sock.close()
