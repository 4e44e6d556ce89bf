#!/usr/bin/env python3
"""Answers every request with its own name and the address of the caller."""
import sys
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer

name, port = sys.argv[1], int(sys.argv[2])


class WhoAmI(BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"this is {name}, you are {self.client_address[0]}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass  # no access log: the client prints the answer


TCPServer.allow_reuse_address = True
with TCPServer(("", port), WhoAmI) as server:
    print(f"{name} listens on port {port}", flush=True)
    server.serve_forever()
