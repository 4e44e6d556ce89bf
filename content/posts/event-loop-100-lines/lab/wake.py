"""A thread finishes after 1 s; the loop's only timer is due after 5 s."""
import socket
import threading
import time

from loop import READ, Loop


# #region wake
class WakefulLoop(Loop):
    def __init__(self):
        super().__init__()
        self.bell, self.rope = socket.socketpair()
        self.bell.setblocking(False)
        self.rope.setblocking(False)
        self.watch(self.bell, READ, self.hear)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)  # deque.append is safe across threads
        try:
            self.rope.send(b"!")
        except BlockingIOError:
            pass  # full: the loop will wake up anyway

    def hear(self):
        self.bell.recv(4096)  # the content doesn't matter: the callback is in the queue
# #endregion wake


def measure(name):
    loop = WakefulLoop()
    begin = time.monotonic()

    def done():
        print(f"{name}: the callback ran after {time.monotonic() - begin:.0f} s")
        loop.stop()

    def in_thread():
        time.sleep(1)  # or a name lookup, or a file read
        getattr(loop, name)(done)

    threading.Thread(target=in_thread).start()
    loop.call_later(5, lambda: None)
    loop.run()


measure("call_soon")
measure("call_soon_threadsafe")
