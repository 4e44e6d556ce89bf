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
    """Returns for each tick how late it was and when it was due, in seconds."""
    loop = Loop()
    start = time.monotonic()
    ticks = []

    def tick(due):
        ticks.append((time.monotonic() - due, due - start))
        loop.call_later(0.1, tick, time.monotonic() + 0.1)

    loop.call_later(0.1, tick, start + 0.1)
    loop.call_later(0.2, job, loop)
    loop.call_later(1.5, loop.stop)
    loop.run()
    return ticks


with open("ticks.csv", "w") as table:
    print("due after (s),late by (ms),work", file=table)
    for job in nothing, at_once, in_slices:
        # Other work on the machine can only add to the delay, so take the best of three.
        ticks = min((measure(job) for _ in range(3)), key=max)
        print(f"{job.__name__}: the worst tick was late by {max(ticks)[0]:.0f} s")
        for late, due in ticks:
            print(f"{due:.2f},{late * 1000:.2f},{job.__name__}", file=table)
