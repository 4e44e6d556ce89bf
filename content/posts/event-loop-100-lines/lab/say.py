"""Sends a text to a port and waits three seconds for the answer: say.py PORT TEXT"""
import socket
import sys

sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=3)
sock.sendall(sys.argv[2].encode())
try:
    print("answer:", sock.recv(4096).decode() or "connection closed")
except TimeoutError:
    print("no answer within three seconds")
