#!/usr/bin/env python3
"""layers.py WEB SHOP STOCK: how often may each layer try to reach the next? One
user calls web, web calls shop, shop calls stock, and stock calls a dead db."""
import sys
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

pushback = "--pushback" in sys.argv
attempts = [int(a) for a in sys.argv[1:] if a.isdigit()]
names = ["web", "shop", "stock", "db"]
seen = dict.fromkeys(names, 0)


def get(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/")
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers


# region layer
def layer(name, port, attempts):
    class Layer(BaseHTTPRequestHandler):
        def do_GET(self):
            seen[name] += 1
            status = 503
            for _ in range(attempts):  # none for db, which is dead
                status, headers = get(port + 1)
                if status < 500 or (pushback and "X-Retried" in headers):
                    break
            self.send_response(status)
            if attempts > 1:
                self.send_header("X-Retried", "yes")  # no use in trying again
            self.send_header("Content-Length", "0")
            self.end_headers()
# endregion layer

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Layer)
    threading.Thread(target=server.serve_forever, daemon=True).start()


for i, (name, tries) in enumerate(zip(names, [*attempts, 0])):
    layer(name, 7001 + i, tries)
get(7001)
print("user 1", *(f"{name} {count}" for name, count in seen.items()), sep=" → ")
