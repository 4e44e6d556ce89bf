"""File operations for the loop of part 1, on a ring."""
import ctypes
import itertools
import os

from loop import READ

IORING_OP_FSYNC, IORING_OP_READ = 3, 22
lib = ctypes.CDLL("./ring.so", use_errno=True)
lib.ring_open.restype = ctypes.c_void_p
for function in lib.ring_fd, lib.ring_put, lib.ring_enter, lib.ring_take:
    function.argtypes = [ctypes.c_void_p]  # the first one; ctypes passes the others as they are


# #region ring
class Ring:
    def __init__(self, loop, entries=64):
        self.loop, self.ids, self.waiting, self.unsent = loop, itertools.count(), {}, False
        self.ring = lib.ring_open(entries)
        if not self.ring:
            raise OSError(ctypes.get_errno(), "io_uring_setup")

    def fileno(self):
        return lib.ring_fd(self.ring)

    def read(self, fd, size, offset, done):
        self._put(IORING_OP_READ, fd, ctypes.create_string_buffer(size), size, offset, done)

    def fsync(self, fd, done):
        self._put(IORING_OP_FSYNC, fd, None, 0, 0, done)

    def _put(self, op, fd, buffer, size, offset, done):
        id = next(self.ids)
        if not self.waiting:
            self.loop.watch(self, READ, self._take)  # readable: there are completions
        self.waiting[id] = (buffer, done)  # the kernel writes into the buffer until then
        request = op, fd, buffer, size, ctypes.c_long(offset), ctypes.c_ulong(id)
        while not lib.ring_put(self.ring, *request):
            self._enter()  # full
        if not self.unsent:
            self.unsent = True
            self.loop.call_soon(self._enter)  # once for all requests of this turn

    def _enter(self):
        self.unsent = False
        if lib.ring_enter(self.ring, 0) < 0:
            raise OSError(ctypes.get_errno(), "io_uring_enter")

    def _take(self):
        id, result = ctypes.c_ulong(), ctypes.c_int()
        while lib.ring_take(self.ring, ctypes.byref(id), ctypes.byref(result)):
            buffer, done = self.waiting.pop(id.value)
            if result.value < 0:
                error = OSError(-result.value, os.strerror(-result.value))
                self.loop.call_soon(done, error, None)
            else:
                self.loop.call_soon(done, None, buffer.raw[: result.value] if buffer else b"")
        if not self.waiting:
            self.loop.unwatch(self, READ)
# #endregion ring
