#!/usr/bin/env python3
"""dns.py NAME: asks the name server for IPv4 addresses, prints them and the TTL."""
import socket
import struct
import sys

SERVER = ("10.2.0.1", 53)


def lookup(name):
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    header = struct.pack(">6H", 1, 0x0100, 1, 0, 0, 0)  # id, flags, 1 question
    query = header + labels + b"\0" + struct.pack(">2H", 1, 1)  # type A, class IN
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(5)
        sock.sendto(query, SERVER)
        answer = sock.recv(512)

    (count,) = struct.unpack(">H", answer[6:8])
    at, addresses, ttl = len(query), [], 0  # the answer repeats the question first
    for _ in range(count):
        kind, _, ttl, length = struct.unpack(">2HIH", answer[at + 2 : at + 12])
        if kind == 1:
            addresses.append(socket.inet_ntoa(answer[at + 12 : at + 12 + length]))
        at += 12 + length
    return addresses, ttl


if __name__ == "__main__":
    addresses, ttl = lookup(sys.argv[1])
    print(*addresses, f"(valid for {ttl} s)")
