"""A callback that calls itself soon, 100,000 times. When does a 10 ms timer run?"""
from loop import Loop


# #region greedy
class GreedyLoop(Loop):
    def turn(self):
        super().turn()
        while self.ready:  # until the queue is empty
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
    if seen == [100_000]:
        return "all 100,000"
    return "fewer than 50,000" if seen[0] < 50_000 else "more than 50,000"


print("Loop:       the timer ran after", measure(Loop()), "callbacks")
print("GreedyLoop: the timer ran after", measure(GreedyLoop()), "callbacks")
