"""Many clients on one loop, each of which sends ten lines: clients.py PORT CLIENTS"""
import errno
import socket
import sys

from loop import READ, WRITE, Loop

LINES = 10


class Client:
    connected = echoed = wrong = 0  # counted over all clients

    def __init__(self, loop, port, name, clients):
        self.loop, self.name, self.clients = loop, name, clients
        self.said, self.heard = 0, b""
        self.sock = socket.socket()
        self.sock.setblocking(False)
        problem = self.sock.connect_ex(("127.0.0.1", port))
        if problem not in (0, errno.EINPROGRESS):
            raise OSError(problem, "connect")
        loop.watch(self.sock, WRITE, self.connect_done)

    def connect_done(self):
        self.loop.unwatch(self.sock, WRITE)
        problem = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if problem:
            raise OSError(problem, "connect")
        Client.connected += 1
        if Client.connected == count:  # start when all are connected
            for client in self.clients:
                client.speak()

    def speak(self):
        self.line = f"client {self.name}, line {self.said}\n".encode()
        self.said += 1
        self.heard = b""
        self.sock.send(self.line)  # a few bytes into an empty buffer: can't block
        self.loop.watch(self.sock, READ, self.readable)

    def readable(self):
        data = self.sock.recv(4096)
        self.heard += data
        if data and len(self.heard) < len(self.line):
            return  # the rest comes later
        self.loop.unwatch(self.sock, READ)
        Client.echoed += self.heard == self.line
        Client.wrong += self.heard != self.line
        if self.said < LINES:
            # Different pauses, so that the lines of the clients interleave.
            self.loop.call_later(self.name % 7 / 100, self.speak)
        else:
            self.sock.close()


port, count = int(sys.argv[1]), int(sys.argv[2])
loop = Loop()
clients = []
for name in range(count):
    clients.append(Client(loop, port, name, clients))
loop.run()
print(f"{Client.connected} clients connected at the same time")
print(f"{Client.echoed} lines echoed, {Client.wrong} wrong")
