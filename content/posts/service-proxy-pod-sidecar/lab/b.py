#!/usr/bin/env python3
"""b.py: a flaky service. POST /mode sets the share of requests that fail. The
failures come from a seeded generator, so the same requests meet the same luck."""
import json
import random
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

state = {}


def reset(rate):
    state.update(rate=rate, luck=random.Random(1), requests=0, orders=0)


class Flaky(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet per answer

    def answer(self, status, body):
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    # region get
    def do_GET(self):
        if self.path == "/counts":
            return self.answer(200, {"requests": state["requests"], "orders": state["orders"]})
        state["requests"] += 1
        failed = state["luck"].random() < state["rate"]
        self.answer(503 if failed else 200, "sorry" if failed else "stock: 7")
    # endregion get

    # region post
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/mode":
            reset(float(body))
            return self.answer(200, "ok")
        state["requests"] += 1
        state["orders"] += 1  # the work is done first, and the failure comes after it
        failed = state["luck"].random() < state["rate"]
        self.answer(503 if failed else 200, "sorry" if failed else "ordered")
    # endregion post

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args):
        pass  # a proxy closes connections that it no longer needs


reset(0.3)
with Server(("", 8080), Flaky) as server:
    print("b listens on port 8080", flush=True)
    server.serve_forever()
