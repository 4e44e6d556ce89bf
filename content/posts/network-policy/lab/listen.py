#!/usr/bin/env python3
"""listen.py NAME PORT: answers each line that it gets with its name."""
import socketserver
import sys

name, port = sys.argv[1], int(sys.argv[2])


class Answer(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line.startswith(b"GET"):  # a caller that speaks HTTP
                self.wfile.write(f"HTTP/1.0 200 OK\r\n\r\nthis is {name}\n".encode())
                return
            self.wfile.write(f"this is {name}\n".encode())


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer.daemon_threads = True
socketserver.ThreadingTCPServer.request_queue_size = 64
with socketserver.ThreadingTCPServer(("", port), Answer) as server:
    print(f"{name} listens on port {port}", flush=True)
    server.serve_forever()
