"""A client that sends and doesn't read, until the server stops reading too: deaf.py PORT"""
import socket
import sys
from array import array

sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
sock.settimeout(0.5)
text = array("I", range(12_000_000)).tobytes()  # 48 MB without repetition
sent = 0
try:
    while sent < len(text):
        sent += sock.send(text[sent : sent + 65536])
    print("the server took everything")
except TimeoutError:
    low = int(sent / 24e6) * 24  # depends on the kernel's buffers, so print a range
    print(f"the server stopped reading after {low} to {low + 24} of 48 MB")

sock.settimeout(None)
heard = 0
while heard < sent:
    data = sock.recv(65536)
    if data != text[heard : heard + len(data)] or not data:
        sys.exit("wrong answer")
    heard += len(data)
print("then we read: every byte came back, in order")
