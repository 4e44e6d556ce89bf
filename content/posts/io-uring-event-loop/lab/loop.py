"""An event loop: callbacks, timers and sockets, on one thread."""
import heapq
import itertools
import selectors
import time
from collections import deque

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


# #region queue
class Handle:
    """A callback that will run, unless it is cancelled first."""

    def __init__(self, callback, args):
        self.callback, self.args, self.cancelled = callback, args, False

    def cancel(self):
        self.cancelled = True


class Loop:
    def __init__(self):
        self.ready = deque()  # handles to run now
        self.timers = []  # heap of (when, number, handle)
        self.numbers = itertools.count()  # equal times run in the order they were set
        self.selector = selectors.DefaultSelector()  # epoll on Linux
        self.running = False

    def call_soon(self, callback, *args):
        handle = Handle(callback, args)
        self.ready.append(handle)
        return handle

    def call_later(self, delay, callback, *args):
        handle = Handle(callback, args)
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), handle))
        return handle
    # #endregion queue

    # #region watch
    def watch(self, sock, event, callback, *args):
        """Runs the callback in every turn that finds the socket ready."""
        self._update(sock, event, Handle(callback, args))

    def unwatch(self, sock, event):
        self._update(sock, event, None)

    def _update(self, sock, event, handle):
        known = self.selector.get_map().get(sock)
        wanted = dict(known.data) if known else {}
        old = wanted.pop(event, None)
        if old:
            old.cancel()  # it may be in the ready queue already
        if handle:
            wanted[event] = handle
        if wanted and known:
            self.selector.modify(sock, sum(wanted), wanted)
        elif wanted:
            self.selector.register(sock, sum(wanted), wanted)
        elif known:
            self.selector.unregister(sock)
    # #endregion watch

    # #region turn
    def turn(self):
        # 1. Sleep until a socket is ready or the next timer is due.
        for key, mask in self.selector.select(self.patience()):
            self.ready.extend(h for event, h in key.data.items() if event & mask)
        # 2. Move the timers that are due to the queue.
        now = time.monotonic()
        while self.timers and self.timers[0][0] <= now:
            self.ready.append(heapq.heappop(self.timers)[2])
        # 3. Run what is in the queue now, not what is added meanwhile.
        for _ in range(len(self.ready)):
            handle = self.ready.popleft()
            if not handle.cancelled:
                handle.callback(*handle.args)
    # #endregion turn

    # #region run
    def patience(self):
        """How long may this turn sleep? None means: until a socket is ready."""
        while self.timers and self.timers[0][2].cancelled:
            heapq.heappop(self.timers)
        if self.ready or not self.running:
            return 0
        return max(0, self.timers[0][0] - time.monotonic()) if self.timers else None

    def run(self):
        self.running = True
        while self.running and (self.ready or self.timers or self.selector.get_map()):
            self.turn()

    def stop(self):
        self.running = False
    # #endregion run
