"""Listens, but never accepts."""
import socket
import time

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(("127.0.0.1", 8003))
listener.listen(1)
print("listening", flush=True)
time.sleep(3600)
