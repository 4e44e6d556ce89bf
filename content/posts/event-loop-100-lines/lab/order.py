"""In which order do callbacks run? Prints the loop's turn before each line."""
from loop import Loop


class CountingLoop(Loop):
    turns = 0

    def turn(self):
        self.turns += 1
        super().turn()


loop = CountingLoop()


def say(text):
    print(f"turn {loop.turns}: {text}")


def first():
    say("first callback, which calls call_soon")
    loop.call_soon(say, "called soon by the first callback")


loop.call_later(2, say, "timer, 2000 ms")
loop.call_later(1, say, "timer, 1000 ms")
loop.call_later(0, say, "timer, 0 ms")
cancelled = loop.call_later(0.1, say, "timer, 100 ms")
loop.call_soon(first)
loop.call_soon(say, "second callback")
cancelled.cancel()
loop.run()
print("nothing left to wait for")
