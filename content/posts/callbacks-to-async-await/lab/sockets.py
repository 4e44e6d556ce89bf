"""Functions that wait for sockets with await."""
from future import Future
from loop import READ, WRITE


# #region ready
async def ready(loop, sock, event):
    future = Future(loop)
    loop.watch(sock, event, future.set, None, None)
    try:
        await future
    finally:
        loop.unwatch(sock, event)  # even if we are cancelled


async def accept(loop, listener):
    await ready(loop, listener, READ)
    sock, _ = listener.accept()
    sock.setblocking(False)
    return sock


async def recv(loop, sock, size):
    await ready(loop, sock, READ)
    return sock.recv(size)


async def send_all(loop, sock, data):
    while data:
        await ready(loop, sock, WRITE)
        data = data[sock.send(data):]
# #endregion ready
