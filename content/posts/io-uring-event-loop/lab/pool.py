"""File operations for the loop of part 1, in threads."""
import os
import queue
import threading
from collections import deque

from loop import READ


# #region pool
class Pool:
    def __init__(self, loop, size=4):
        self.loop, self.jobs, self.results, self.waiting = loop, queue.SimpleQueue(), deque(), 0
        self.bell = os.eventfd(0, os.EFD_NONBLOCK)
        for _ in range(size):
            threading.Thread(target=self._work, daemon=True).start()

    def read(self, fd, size, offset, done):
        self._put(lambda: os.pread(fd, size, offset), done)

    def fsync(self, fd, done):
        self._put(lambda: os.fsync(fd) or b"", done)

    def _put(self, job, done):
        if not self.waiting:
            self.loop.watch(self.bell, READ, self._take)
        self.waiting += 1
        self.jobs.put((job, done))

    def _work(self):  # in a thread
        while True:
            job, done = self.jobs.get()
            try:
                self.results.append((done, None, job()))  # may sleep as long as it likes
            except OSError as error:
                self.results.append((done, error, None))
            os.eventfd_write(self.bell, 1)  # wakes the loop

    def _take(self):
        os.eventfd_read(self.bell)
        while self.results:
            self.loop.call_soon(*self.results.popleft())
            self.waiting -= 1
        if not self.waiting:
            self.loop.unwatch(self.bell, READ)
# #endregion pool
