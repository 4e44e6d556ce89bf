"""HTTP/1.1 with keep-alive on bare sockets: server.py PORT one|threads [SECONDS]"""
import itertools
import socket
import sys
import threading

PAGES = {"/": b"hello\n", "/about": b"a server of bare sockets\n"}
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 408: "Request Timeout",
           431: "Request Header Fields Too Large", 501: "Not Implemented"}  # fmt: skip


# #region reader
class Gone(Exception):
    """The client has closed the connection."""


class Reader:
    """Cuts messages out of a stream of bytes."""

    def __init__(self, sock):
        self.sock, self.buffer = sock, b""

    def more(self):
        data = self.sock.recv(4096)
        if not data:
            raise Gone
        self.buffer += data

    def until(self, mark, limit):
        while mark not in self.buffer:
            if len(self.buffer) > limit:
                raise Refused(431)
            self.more()
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def exactly(self, size):
        while len(self.buffer) < size:
            self.more()
        found, self.buffer = self.buffer[:size], self.buffer[size:]
        return found
# #endregion reader


# #region request
class Refused(Exception):
    def __init__(self, status):
        self.status = status


def read_request(reader):
    head = reader.until(b"\r\n\r\n", limit=8192).decode("latin-1")
    first, *lines = head.split("\r\n")
    try:
        method, target, version = first.split(" ")
    except ValueError:
        raise Refused(400)
    if version not in ("HTTP/1.1", "HTTP/1.0"):
        raise Refused(400)
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise Refused(400)
        if name.lower() in headers and name.lower() in ("host", "content-length"):
            raise Refused(400)  # which one counts? Don't guess.
        headers[name.lower()] = value.strip()
    if version == "HTTP/1.1" and "host" not in headers:
        raise Refused(400)
    if "transfer-encoding" in headers:
        raise Refused(501)  # we can't tell where its body ends
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit() and len(length) < 7):
        raise Refused(400)
    reader.exactly(int(length))  # we don't need a body, but must remove it
    keep = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
    return method, target, keep
# #endregion request


# #region serve
def respond(sock, status, body, keep, with_body=True):
    head = (
        f"HTTP/1.1 {status} {REASONS[status]}\r\n"
        f"Content-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Connection: {'keep-alive' if keep else 'close'}\r\n\r\n"
    )
    sock.sendall(head.encode() + (body if with_body else b""))


def hang_up(sock):
    """Closes in a way that lets the client read our last answer."""
    try:
        sock.shutdown(socket.SHUT_WR)  # we send no more
        while sock.recv(4096):  # but read until the client is done
            pass
    except OSError:
        pass


def serve(sock, number, patience):
    sock.settimeout(patience)
    reader = Reader(sock)
    keep = True
    with sock:
        while keep:
            try:
                method, target, keep = read_request(reader)
                if method not in ("GET", "HEAD"):
                    raise Refused(501)
                status = 200 if target in PAGES else 404
                body = PAGES.get(target, b"no such page\n")
                respond(sock, status, body, keep, method == "GET")
                print(f"connection {number}: {method} {target} {status}", flush=True)
            except Refused as refused:
                respond(sock, refused.status, b"", keep=False)
                print(f"connection {number}: {refused.status}", flush=True)
                return hang_up(sock)
            except (Gone, TimeoutError, ConnectionError) as end:
                print(f"connection {number}: {type(end).__name__}", flush=True)
                return
# #endregion serve


# #region main
def one(listener, patience):
    for number in itertools.count(1):
        sock, _ = listener.accept()
        serve(sock, number, patience)


def threads(listener, patience):
    for number in itertools.count(1):
        sock, _ = listener.accept()
        args = sock, number, patience
        threading.Thread(target=serve, args=args, daemon=True).start()
# #endregion main


port, way = int(sys.argv[1]), {"one": one, "threads": threads}[sys.argv[2]]
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(512)
print("listening", flush=True)
way(listener, float(sys.argv[3]) if sys.argv[3:] else None)
