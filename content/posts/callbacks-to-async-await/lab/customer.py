"""Asks for a price without waiting."""
import socket

from loop import READ, WRITE


# #region ask
def ask(loop, item, done):
    """Calls done(error, price) when the answer is there."""

    def connected():
        loop.unwatch(sock, WRITE)
        problem = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if problem:
            finish(OSError(problem, "connect"), None)
        else:
            sock.send(item.encode())
            loop.watch(sock, READ, answered)

    def answered():
        loop.unwatch(sock, READ)
        answer = sock.recv(100).decode()
        if answer == "unknown":
            finish(LookupError(item), None)
        else:
            finish(None, int(answer))

    def finish(error, price):
        sock.close()
        done(error, price)

    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex(("127.0.0.1", 7000))  # starts to connect
    loop.watch(sock, WRITE, connected)
# #endregion ask
