"""What the experiments share."""
import collections, os, signal, socket, subprocess, time


def until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited for a minute"
        time.sleep(0.01)


def listens(address):
    """Is there a listening socket? State 0A in the kernel's list of sockets."""
    host = socket.inet_aton(address[0])[::-1].hex().upper()
    with open("/proc/net/tcp") as file:
        return any(line.split()[1:4:2] == [f"{host}:{address[1]:04X}", "0A"] for line in file)


class Pod:
    """A gunicorn at an address of its own."""

    def __init__(self, name, address, *options):
        for path in ("release", "in-slow", "told", f"ready-{name}"):
            if os.path.exists(path):
                os.remove(path)
        self.address = address
        self.process = subprocess.Popen(
            ["gunicorn", "--bind", "%s:%d" % address, *options, "app:app"],
            env=os.environ | {"POD": name})
        until(lambda: os.path.exists(f"ready-{name}"))  # from gunicorn.conf.py

    def term(self):
        self.process.send_signal(signal.SIGTERM)


def ask(address, path):
    """Sends a request on a new connection, and does not wait for the answer."""
    try:
        conn = socket.create_connection(address, timeout=60)
        conn.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return conn
    except ConnectionRefusedError:
        return None


def outcome(conn):
    if conn is None:
        return "refused"
    try:
        with conn:
            return "answered" if conn.recv(12) == b"HTTP/1.1 200" else "closed"
    except ConnectionResetError:
        return "reset"


def outcomes(connections):
    counts = collections.Counter(map(outcome, connections))
    return ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
