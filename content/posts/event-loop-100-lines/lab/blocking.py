"""Echoes lines, one client after another."""
import socket

listener = socket.create_server(("127.0.0.1", 7001))
print("listening", flush=True)
while True:
    sock, _ = listener.accept()  # sleeps until a client connects
    while data := sock.recv(4096):  # sleeps until this client sends something
        sock.sendall(data)
    sock.close()
