"""What the experiments share: an upstream that keeps everybody waiting, and a look at what a process waits for."""
import os, signal, socket, subprocess, threading, time

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"


def until(condition):
    deadline = time.monotonic() + 90
    while not (result := condition()):
        assert time.monotonic() < deadline, "waited for 90 seconds"
        time.sleep(0.01)
    return result


# #region barrier
class Barrier:
    """An upstream that answers nobody until `size` requests are in."""

    def __init__(self, size):
        self.size, self.waiting = size, []
        self.listener = socket.create_server(("127.0.0.1", 7000), backlog=1024)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                conn, _ = self.listener.accept()
            except OSError:
                return  # closed
            conn.recv(65536)
            self.waiting.append(conn)
            if len(self.waiting) >= self.size:
                self.open()

    def open(self):
        self.size = 1  # from now on, nobody waits
        while self.waiting:
            with self.waiting.pop() as conn:
                conn.sendall(ANSWER)
# #endregion barrier

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.open()


class NameServer:
    """Answers nobody until it has been asked for `size` names. Every name has the address 127.0.0.1."""

    def __init__(self, size):
        with open("resolv.conf", "w") as file:
            file.write("nameserver 127.0.0.1\noptions timeout:30\n")
        subprocess.run(["mount", "--bind", "resolv.conf", "/etc/resolv.conf"], check=True)
        self.size, self.asked, self.waiting = size, set(), []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, client = self.socket.recvfrom(512)
            end = query.index(b"\0", 12) + 5
            self.waiting.append((query, end, client))
            self.asked.add(query[12:end - 4])
            if len(self.asked) >= self.size:
                self.open()

    def open(self):
        self.size = 1
        while self.waiting:
            query, end, client = self.waiting.pop()
            address = query[end - 4:end - 2] == b"\0\1"  # type A; for the rest, there is no record
            answer = query[:2] + b"\x81\x80\0\1" + bytes([0, address]) + b"\0\0\0\0" + query[12:end]
            if address:
                answer += b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + socket.inet_aton("127.0.0.1")
            self.socket.sendto(answer, client)


class Client:
    """A request on a connection of its own."""

    def __init__(self, path, port=8000, body=None):
        self.conn = socket.create_connection(("127.0.0.1", port))
        method = "GET" if body is None else "POST"
        self.send(f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
                  ("\r\n" if body is None else f"Content-Length: 10\r\n\r\n{body}"))
        self.bytes = b""
        threading.Thread(target=self.read, daemon=True).start()

    def send(self, text):
        self.conn.sendall(text.encode())

    def read(self):
        data = b""
        try:
            while more := self.conn.recv(65536):
                data += more
        except ConnectionResetError:
            return  # the server has been stopped
        self.bytes = data

    def answer(self):
        """The body of the answer, or None so far."""
        return self.bytes.partition(b"\r\n\r\n")[2].decode().strip() if self.bytes else None


class Process:
    """A server, or any other command, with all processes that it starts."""

    def __init__(self, command, port=8000, **more):
        self.command, self.port = command[0], port
        self.process = subprocess.Popen(command, start_new_session=True, **more)
        if port:
            until(lambda: listens(port))

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it has ended by itself
        self.process.wait()
        if self.port:
            until(lambda: not listens(self.port))  # workers may end a moment later

    def pids(self):
        """The processes that serve: gunicorn's main process only watches its children, the workers."""
        pid = self.process.pid
        if self.command != "gunicorn":
            return [pid]
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return file.read().split()

    def calls(self):
        return [call(pid, pid) for pid in self.pids()]

    def threads(self):
        """The same for all their threads."""
        return [call(pid, thread) for pid in self.pids() for thread in os.listdir(f"/proc/{pid}/task")]


# #region call
NAMES = {0: "read", 7: "poll", 35: "clock_nanosleep", 45: "recvfrom", 202: "futex", 230: "clock_nanosleep", 257: "openat",
         232: "epoll_wait", 281: "epoll_wait"}


def call(pid, thread):
    """The system call that a thread sleeps in, and the other end of its socket."""
    with open(f"/proc/{pid}/task/{thread}/syscall") as file:
        number, *arguments = file.read().split()
    if number == "running" or int(number) not in NAMES:
        return "running"
    name = NAMES[int(number)]
    if name == "futex" and int(arguments[3], 16):
        return "running"  # with a time limit: waits for Python's global lock
    if name in ("read", "recvfrom"):
        return f"{name} from {other_end(pid, int(arguments[0], 16))}"
    if name == "poll":  # its first argument is an array of descriptors in the process's memory
        with open(f"/proc/{pid}/mem", "rb") as memory:
            memory.seek(int(arguments[0], 16))
            return f"poll on {other_end(pid, int.from_bytes(memory.read(4), 'little'))}"
    return name
# #endregion call


ENDS = {7000: "the upstream", 53: "the name server"}


def other_end(pid, fd):
    target = os.readlink(f"/proc/{pid}/fd/{fd}")
    for table in ("tcp", "udp"):
        with open(f"/proc/net/{table}") as file:
            for line in file.readlines()[1:]:
                fields = line.split()
                if target == f"socket:[{fields[9]}]":
                    return ENDS.get(int(fields[2].split(":")[1], 16), "a client")
    return target.partition(":")[0]


def listening(port):
    """The length of the accept queue of a listening socket, or None."""
    with open("/proc/net/tcp") as file:
        for line in file.readlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].split(":")[1], 16) == port:
                return int(fields[4].split(":")[1], 16)


def unread():
    """Has a client of the upstream got an answer that it doesn't read?"""
    with open("/proc/net/tcp") as file:
        ends = [line.split() for line in file.readlines()[1:]]
    return any(end[2].endswith(":1B58") and not end[4].endswith(":00000000") for end in ends)


def listens(port):
    return listening(port) is not None


BLOCKS = ("read ", "recvfrom", "poll", "clock_nanosleep", "openat")  # not futex: the start of a thread is one, too


def blocked(process):
    """The calls that all its workers are blocked in; nothing if one of them may still do something."""
    try:
        calls = process.calls()
    except (FileNotFoundError, ProcessLookupError, ValueError, OSError):
        return None  # still starting
    return calls if all(name.startswith(BLOCKS) for name in calls) else None
