"""One second of work, done in three ways. How late does it make a ticking clock?"""
import time

from loop import Loop


def work(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


# #region ways
def at_once(loop):
    work(1)


def in_slices(loop, left=100):
    work(0.01)
    if left > 1:
        loop.call_soon(in_slices, loop, left - 1)


def nothing(loop):
    pass
# #endregion ways


def measure(job):
    loop = Loop()
    worst = 0

    def tick(due):
        nonlocal worst
        worst = max(worst, time.monotonic() - due)
        loop.call_later(0.1, tick, time.monotonic() + 0.1)

    tick(time.monotonic())
    loop.call_later(0.2, job, loop)
    loop.call_later(1.5, loop.stop)
    loop.run()
    return worst


for job in nothing, at_once, in_slices:
    # Other work on the machine can only add to the delay, so take the best of three.
    worst = min(measure(job) for _ in range(3))
    print(f"{job.__name__}: the worst tick was late by {worst:.0f} s")
