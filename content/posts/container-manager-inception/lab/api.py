"""cman as a daemon: the same functions behind HTTP on a Unix socket."""
import contextlib, http.server, io, socketserver
from pathlib import Path

import cman


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        _, name, verb = self.path.split("/")
        words = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode().split()
        try:
            {"create": cman.create, "start": cman.start, "stop": cman.stop,
             "remove": cman.remove}[verb](name, *words)
            self.answer(200, "ok\n")
        except cman.Refused as error:
            self.answer(409, f"{error}\n")

    def do_GET(self):
        self.answer(200, "".join(f"{box.name:8} {cman.describe(box)}\n" for box in cman.boxes()))

    def answer(self, code, text):
        self.send_response(code)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def address_string(self):
        return "local"

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


def serve(path):
    cman.recover()  # before the first request, with the code that serves requests
    Path(path).unlink(missing_ok=True)
    with Server(path, Handler) as server:
        print("serving", flush=True)
        server.serve_forever()
