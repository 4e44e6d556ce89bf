"""The echo server of part 1."""
import socket

from future import Task
from loop import Loop
from sockets import accept, recv, send_all


# #region echo
async def serve(sock):
    try:
        while data := await recv(loop, sock, 4096):
            await send_all(loop, sock, data)
    except ConnectionError:
        pass  # the client is gone
    finally:
        sock.close()


async def main(listener):
    while True:
        Task(loop, serve(await accept(loop, listener)))
# #endregion echo


listener = socket.create_server(("127.0.0.1", 7001), backlog=1024)
listener.setblocking(False)
loop = Loop()
Task(loop, main(listener))
print("listening", flush=True)
loop.run()
