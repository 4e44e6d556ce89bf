"""Sends back what it receives, once."""
import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(("127.0.0.1", 8001))
listener.listen()
print("listening", flush=True)
while True:
    sock, address = listener.accept()
    data = sock.recv(4096)
    sock.sendall(data)
    sock.close()
