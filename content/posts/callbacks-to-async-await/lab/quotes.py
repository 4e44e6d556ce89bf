"""A shop server: answers with the price of a thing, after a while."""
import socket

from loop import READ, Loop

# thing: (price, seconds to find out)
PRICES = {"apple": (3, 0.3), "plum": (2, 0.3), "pear": (4, 1.7), "melon": (5, 1.4)}


def accept():
    sock, _ = listener.accept()
    sock.setblocking(False)
    loop.watch(sock, READ, asked, sock)


def asked(sock):
    loop.unwatch(sock, READ)
    price, seconds = PRICES.get(sock.recv(100).decode(), ("unknown", 2))
    loop.call_later(seconds, answer, sock, str(price).encode())


def answer(sock, text):
    try:
        sock.send(text)
    except ConnectionError:
        pass  # the customer is gone
    sock.close()


listener = socket.create_server(("127.0.0.1", 7000))
listener.setblocking(False)
loop = Loop()
loop.watch(listener, READ, accept)
print("open", flush=True)
loop.run()
