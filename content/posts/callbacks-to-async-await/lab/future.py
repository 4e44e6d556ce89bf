"""Futures and tasks for our loop."""


# #region future
class Future:
    """A value that is not there yet."""

    def __init__(self, loop):
        self.loop, self.callbacks = loop, []
        self.done, self.error, self.value = False, None, None

    def set(self, error, value):
        if self.done:
            return  # the first one counts
        self.done, self.error, self.value = True, error, value
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def when_done(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)  # soon, not at once
        else:
            self.callbacks.append(callback)

    # #endregion future
    # #region then
    def then(self, step):
        """Returns a future for what step makes of our value."""
        after = Future(self.loop)

        def follow(_):
            if self.error:
                return after.set(self.error, None)  # skip the step
            try:
                value = step(self.value)
            except Exception as error:
                return after.set(error, None)
            if isinstance(value, Future):  # the step started something longer
                value.when_done(lambda other: after.set(other.error, other.value))
            else:
                after.set(None, value)

        self.when_done(follow)
        return after

    def catch(self, kind, handler):
        """Returns a future like this one, but errors of this kind go to the handler."""
        after = Future(self.loop)

        def follow(_):
            if isinstance(self.error, kind):
                after.set(None, handler(self.error))
            else:
                after.set(self.error, self.value)

        self.when_done(follow)
        return after

    # #endregion then
    # #region await
    def __await__(self):
        return (yield self)

    # #endregion await


# #region begin
def begin(function, loop, *args):
    """Calls a function that takes a callback, and returns a future instead."""
    future = Future(loop)
    function(loop, *args, future.set)
    return future
# #endregion begin


def done(loop, error=None, value=None):
    future = Future(loop)
    future.set(error, value)
    return future


class Cancelled(BaseException):
    pass


# #region task
class Task(Future):
    """Runs a coroutine, and is done when the coroutine is."""

    def __init__(self, loop, coroutine):
        super().__init__(loop)
        self.coroutine = coroutine
        self.wait_for(done(loop))

    def wait_for(self, future):
        self.waiting = future
        future.when_done(self.step)

    def step(self, future):
        if future is not self.waiting:
            return  # no longer of interest
        try:
            if future.error:
                waiting = self.coroutine.throw(future.error)
            else:
                waiting = self.coroutine.send(future.value)
        except StopIteration as stop:
            self.set(None, stop.value)
        except (Exception, Cancelled) as error:
            self.set(error, None)
        else:
            self.wait_for(waiting)
    # #endregion task

    # #region cancel
    def cancel(self):
        if not self.done:
            self.wait_for(done(self.loop, Cancelled()))
    # #endregion cancel
