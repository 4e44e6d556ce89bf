"""Sends requests to a load balancer as fast as it answers."""
import re
import socket

ANSWER = re.compile(rb"HTTP/1\.1 (\d+) .*?\r\n\r\n(stable|canary)", re.S)


class Client:
    """One connection. Up to 50 requests are sent before their answers are read."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)

    def ask(self, count, headers=""):
        """The answers in order, as pairs of status and name of the version."""
        request = f"GET / HTTP/1.1\r\nHost: app\r\n{headers}\r\n".encode()
        answers = []
        while len(answers) < count:
            batch = min(50, count - len(answers))
            self.socket.sendall(request * batch)
            data = b""
            while len(found := ANSWER.findall(data)) < batch:
                more = self.socket.recv(65536)
                if not more:
                    raise ConnectionError("closed before all answers were read")
                data += more
            answers += [(int(status), name.decode()) for status, name in found]
        return answers
