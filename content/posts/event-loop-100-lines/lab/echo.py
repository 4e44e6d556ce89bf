"""Echoes lines to any number of clients at once: echo.py PORT [IDLE SECONDS]"""
import socket
import sys

from loop import READ, WRITE, Loop


# #region echo
class Echo:
    """One client, and what it has sent but not got back yet."""

    def __init__(self, loop, sock, patience):
        self.loop, self.sock, self.patience = loop, sock, patience
        self.pending = b""
        sock.setblocking(False)
        loop.watch(sock, READ, self.readable)
        self.idle = loop.call_later(patience, self.close)

    def readable(self):
        try:
            self.pending = self.sock.recv(4096)
        except BlockingIOError:
            return  # a false alarm: the next turn will try again
        except ConnectionError:
            return self.close()
        if not self.pending:
            return self.close()  # the client has closed its side
        self.idle.cancel()
        self.idle = self.loop.call_later(self.patience, self.close)
        self.writable()  # there is usually room: try first, wait later

    def writable(self):
        try:
            sent = self.sock.send(self.pending)
        except BlockingIOError:
            sent = 0
        except ConnectionError:
            return self.close()
        self.pending = self.pending[sent:]  # send() may take only a part
        if self.pending:  # no room: wait for it, and don't read meanwhile
            self.loop.watch(self.sock, WRITE, self.writable)
            self.loop.unwatch(self.sock, READ)
        else:
            self.loop.watch(self.sock, READ, self.readable)
            self.loop.unwatch(self.sock, WRITE)

    def close(self):
        self.idle.cancel()
        self.loop.unwatch(self.sock, READ)
        self.loop.unwatch(self.sock, WRITE)
        self.sock.close()
# #endregion echo


# #region main
def accept(loop, listener, patience):
    try:
        sock, _ = listener.accept()
    except (BlockingIOError, ConnectionError):
        return  # the client has already left
    Echo(loop, sock, patience)


port, patience = int(sys.argv[1]), float(sys.argv[2]) if sys.argv[2:] else 60
listener = socket.create_server(("127.0.0.1", port), backlog=1024)
listener.setblocking(False)
loop = Loop()
loop.watch(listener, READ, accept, loop, listener, patience)
print("listening", flush=True)
loop.run()
# #endregion main
