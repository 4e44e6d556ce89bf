#!/usr/bin/env python3
"""Four servers that are slow in four places: before the connection, before the headers, in the body, everywhere a bit.
A connection to port 8000 ends the slowness."""
import socket
import threading

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n"
end = threading.Event()


# #region faults
def headers(connection):
    end.wait()
    connection.sendall(HEAD + b"x" * 1000)


def body(connection):
    connection.sendall(HEAD + b"x" * 10)
    end.wait()
    connection.sendall(b"x" * 990)


def drip(connection):
    connection.sendall(HEAD)
    for _ in range(1000):
        connection.sendall(b"x")
        end.wait(0.1)
# #endregion faults


def connect(connection):
    connection.sendall(HEAD + b"x" * 1000)


def serve(connection, fault):
    try:
        connection.recv(65536)
        fault(connection)
    except OSError:
        pass  # the client has given up
    finally:
        connection.close()


def accept(server, fault, filler=None):
    if filler:
        end.wait()
        server.listen(128)
    while True:
        connection, _ = server.accept()
        threading.Thread(target=serve, args=(connection, fault), daemon=True).start()


def listen(port, backlog):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen(backlog)
    return server


# #region connect
full = listen(8001, 0)
filler = socket.create_connection(("127.0.0.1", 8001))  # fills the queue: the kernel ignores everyone else
# #endregion connect
threading.Thread(target=accept, args=(full, connect, filler), daemon=True).start()
for port, fault in enumerate((headers, body, drip), 8002):
    threading.Thread(target=accept, args=(listen(port, 128), fault), daemon=True).start()
control = listen(8000, 1)
print("ready", flush=True)
control.accept()
end.set()
threading.Event().wait()
