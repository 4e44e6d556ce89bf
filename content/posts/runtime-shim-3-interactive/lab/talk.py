#!/usr/bin/env python3
"""talk.py DIR ACTION...: plays a client of a session, by script.

wait=TEXT  reads until TEXT arrives       end   ends the input
send=TEXT  types TEXT                     rest  reads until the session ends
"""
import socket, sys

session = socket.socket(socket.AF_UNIX)
session.settimeout(20)
session.connect(sys.argv[1] + "/attach")
seen = b""


def show(what, data):
    print(f"{what:5}", repr(data)[1:])


for action in sys.argv[2:]:
    word, _, text = action.partition("=")
    data = text.encode().decode("unicode_escape").encode("latin-1")
    if word == "send":
        session.sendall(data)
        show("sent", data)
    elif word == "end":
        session.shutdown(socket.SHUT_WR)
        print("closed the input")
    else:
        while word == "rest" or data not in seen:
            more = session.recv(4096)
            if not more:
                break
            seen += more
        end = seen.index(data) + len(data) if word == "wait" else len(seen)
        show("got", seen[:end])
        seen = seen[end:]
