"""Sends a request in two pieces: pieces.py PORT"""
import socket
import sys

sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=3)
sock.sendall(b"GET / HT")
try:
    print("8 bytes sent, answer:", sock.recv(4096).split(b"\r\n")[0].decode())
except TimeoutError:
    print("8 bytes sent, no answer yet")
    sock.sendall(b"TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    print("the rest sent, answer:", sock.recv(4096).split(b"\r\n")[0].decode())
