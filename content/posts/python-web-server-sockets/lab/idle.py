"""Opens many connections and sends nothing: idle.py PORT COUNT"""
import socket
import sys
import time

socks = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(int(sys.argv[2]))]
print(len(socks), "connections", flush=True)
time.sleep(3600)
