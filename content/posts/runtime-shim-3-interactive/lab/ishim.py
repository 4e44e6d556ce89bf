#!/usr/bin/env python3
"""ishim.py [-i] [-t] ID BUNDLE DIR: a shim that clients can attach to.

Leaves in DIR: shim.pid, pid, log and exit as in part 2, and for clients
  attach  a socket: carries the container's output out and its input in
  ctl     a FIFO: a line "ROWS COLUMNS" sets the size of the terminal
"""
import argparse, ctypes, fcntl, os, selectors, socket, struct, subprocess, sys, termios

PR_SET_CHILD_SUBREAPER = 36


def detach():
    """As in part 2. Returns, in the process that stays, the pipe for the answer."""
    r, w = os.pipe()  # Python's descriptors are close-on-exec by default
    if os.fork():
        os.close(w)
        answer = open(r).read()
        if answer != "ok":
            sys.exit(answer or "the shim died without an answer")
        sys.exit(0)
    os.setsid()
    if os.fork():
        os._exit(0)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in range(3):
        os.dup2(null, fd)
    return w


# #region create
def runc_create(args, *options, **streams):
    log = args.dir + "/runc.log"
    command = ["runc", "--log", log, "create", "--bundle", args.bundle]
    command += ["--pid-file", args.dir + "/pid", *options, args.id]
    if subprocess.run(command, **streams).returncode != 0:
        raise RuntimeError(open(log).read())


def create_with_pipes(args):
    """Returns our ends: the one to write input to (or None), and those to read from."""
    if args.i:
        stdin, ours = os.pipe()
    else:
        stdin, ours = os.open(os.devnull, os.O_RDONLY), None
    out, err = os.pipe(), os.pipe()
    runc_create(args, stdin=stdin, stdout=out[1], stderr=err[1])
    for fd in (stdin, out[1], err[1]):
        os.close(fd)  # only the container holds these ends now
    return ours, [out[0], err[0]]


def create_with_terminal(args):
    """The same with a terminal: one descriptor is both input and output."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(args.dir + "/console")
        door.listen(1)
        runc_create(args, "--console-socket", args.dir + "/console")
        connection, _ = door.accept()
        with connection:  # the message has the terminal's name and the descriptor
            _, fds, _, _ = socket.recv_fds(connection, 4096, 1)
    return fds[0], [fds[0]]
# #endregion create


class Session:
    # #region loop
    def __init__(self, args, pid, stdin, outputs):
        self.args, self.stdin, self.outputs = args, stdin, outputs
        self.log = open(args.dir + "/log", "ab", buffering=0)
        self.clients = []
        self.selector = selectors.DefaultSelector()
        self.pidfd = os.pidfd_open(pid)  # becomes readable when the process ends
        self.watch(self.pidfd, None)
        for fd in outputs:
            os.set_blocking(fd, False)
            self.watch(fd, self.from_container)
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(args.dir + "/attach")
        self.door.listen()
        self.watch(self.door, self.attach)
        os.mkfifo(args.dir + "/ctl")
        # Open for reading and writing: with a writer there is never an end
        self.watch(os.open(args.dir + "/ctl", os.O_RDWR | os.O_NONBLOCK), self.resize)

    def watch(self, source, handler):
        self.selector.register(source, selectors.EVENT_READ, handler)

    def run(self):
        while True:
            for key, _ in self.selector.select():
                if key.fd == self.pidfd:
                    for fd in self.outputs:
                        while self.from_container(fd):
                            pass
                    return
                key.data(key.fileobj)
    # #endregion loop

    # #region handlers
    def from_container(self, fd):
        try:
            data = os.read(fd, 65536)
        except BlockingIOError:
            return False  # nothing now
        except OSError:
            data = b""  # EIO: the terminal has no user left
        if not data:
            if fd in self.selector.get_map():
                self.selector.unregister(fd)
            return False
        self.log.write(data)
        for client in list(self.clients):
            self.send(client, data)
        return True

    def send(self, client, data):
        try:
            client.sendall(data)
        except OSError:  # gone, or too slow
            self.clients.remove(client)

    def attach(self, door):
        client, _ = door.accept()
        client.settimeout(1)
        self.clients.append(client)
        self.watch(client, self.from_client)
        self.send(client, open(self.args.dir + "/log", "rb").read())  # what it missed

    def from_client(self, client):
        try:
            data = client.recv(65536)
        except OSError:
            data = b""
        if data and self.args.i:
            try:
                os.write(self.stdin, data)
            except OSError:
                pass  # the container no longer reads: not the client's fault
        if not data:  # no more input from this client; it may still read
            self.selector.unregister(client)
            if self.args.i and not self.args.t:
                os.close(self.stdin)  # tells the container that its input has ended
                self.args.i = False

    def resize(self, fifo):
        try:
            rows, columns = map(int, os.read(fifo, 100).split())
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(self.outputs[0], termios.TIOCSWINSZ, size)
        except (ValueError, struct.error, OSError):
            pass  # not two numbers, or not a terminal
    # #endregion handlers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-i", action="store_true", help="keep standard input open")
    parser.add_argument("-t", action="store_true", help="give it a terminal")
    for name in ("id", "bundle", "dir"):
        parser.add_argument(name)
    args = parser.parse_args()
    args.dir = os.path.realpath(args.dir)
    answer = detach()
    try:
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
        stdin, outputs = (create_with_terminal if args.t else create_with_pipes)(args)
        pid = int(open(args.dir + "/pid").read())
        session = Session(args, pid, stdin, outputs)
    except Exception as error:
        os.write(answer, str(error).encode())
        os._exit(1)
    with open(args.dir + "/shim.pid", "w") as f:
        f.write(f"{os.getpid()}\n")
    os.write(answer, b"ok")
    os.close(answer)
    session.run()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with open(args.dir + "/.exit", "w") as f:
        f.write(f"{code if code >= 0 else 128 - code}\n")
    os.rename(args.dir + "/.exit", args.dir + "/exit")


main()
