"""A callback that calls itself soon, 100,000 times. When does a 10 ms timer run?"""
from loop import Loop


# #region greedy
class GreedyLoop(Loop):
    def turn(self):
        super().turn()
        while self.ready:  # the queue is not empty yet, so go on
            handle = self.ready.popleft()
            if not handle.cancelled:
                handle.callback(*handle.args)
# #endregion greedy


def measure(loop):
    count = 0
    seen = []

    def again():
        nonlocal count
        count += 1
        if count < 100_000:
            loop.call_soon(again)

    loop.call_soon(again)
    loop.call_later(0.01, lambda: seen.append(count))
    loop.run()
    return "after the last callback" if seen == [100_000] else "between the callbacks"


print("Loop:       the timer ran", measure(Loop()))
print("GreedyLoop: the timer ran", measure(GreedyLoop()))
