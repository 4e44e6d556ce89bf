"""A client that talks and doesn't listen, until nobody takes its words: deaf.py PORT"""
import socket
import sys
from array import array

sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
sock.settimeout(0.5)
text = array("I", range(12_000_000)).tobytes()  # 48 MB, no two places alike
sent = 0
try:
    while sent < len(text):
        sent += sock.send(text[sent : sent + 65536])
    print("the server took everything")
except TimeoutError:
    print("the server stopped reading after", "a few" if sent < 32e6 else "many", "MB")

sock.settimeout(None)
heard = 0
while heard < sent:
    data = sock.recv(65536)
    if data != text[heard : heard + len(data)] or not data:
        sys.exit("wrong answer")
    heard += len(data)
print("now we listen: every byte came back, in order")
