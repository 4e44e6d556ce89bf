#!/usr/bin/python3
"""The obvious activator: accepts each connection, starts the service if it isn't running, and passes bytes on: proxy.py PORT IDLE COMMAND…

The service listens on PORT + 1. This is the version with the mistake.
"""
import socket
import subprocess
import sys
import threading
import time

port, idle, command = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
lock = threading.Lock()
service, last_use = None, 0.0


def log(*words):
    print(*words, flush=True)


# #region serve
def serve(client):
    global service, last_use
    with lock:
        last_use = time.monotonic()
        if service is None:
            service = subprocess.Popen([*command, str(port + 1)])
            log("one")
            wait_for_port()
    try:
        upstream = socket.create_connection(("127.0.0.1", port + 1))
    except ConnectionRefusedError:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n")
        return client.close()
    threading.Thread(target=copy, args=(client, upstream), daemon=True).start()
    copy(upstream, client)


def stop_when_idle():
    global service
    while True:
        time.sleep(0.05)
        if service and time.monotonic() - last_use > idle:
            service.terminate()
            service.wait()  # until here, `service` looks as if it were running
            service = None
            log("zero")
# #endregion serve


def wait_for_port():
    for _ in range(1200):
        try:
            return socket.create_connection(("127.0.0.1", port + 1)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)


def copy(source, target):
    try:
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


listener = socket.create_server(("127.0.0.1", port), backlog=128)
threading.Thread(target=stop_when_idle, daemon=True).start()
log("zero")
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
