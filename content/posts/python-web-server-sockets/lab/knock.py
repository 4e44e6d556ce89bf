"""Opens three connections and sends a text on each: knock.py PORT"""
import socket
import sys
import time

socks = []
for name in "first", "second", "third":
    try:
        sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=0.5)
        sock.sendall(b"hello, is anybody there?")
        print(f"{name}: connected, 24 bytes sent")
        socks.append(sock)  # keep it open
    except TimeoutError:
        print(f"{name}: no connection")
time.sleep(3600)
