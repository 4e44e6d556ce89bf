"""Answers every request with the same page."""
import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(("127.0.0.1", 8002))
listener.listen()
print("listening", flush=True)
while True:
    sock, address = listener.accept()
    data = sock.recv(4096)  # the request, we hope
    sock.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello\n")
    sock.close()
