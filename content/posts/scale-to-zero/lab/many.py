#!/usr/bin/python3
"""Fifty clients connect at once. How many get an answer, and from how many processes?"""
import socket
import sys

clients = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(50)]
for client in clients:
    client.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
answers = []
for client in clients:
    answer = b""
    while piece := client.recv(4096):
        answer += piece
    answers.append(answer.split()[-1])
print(f"{len(answers)} answers from {len(set(answers))} process")
