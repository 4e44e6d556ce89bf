"""Counts the turns of the loop in half a second in which nothing happens."""
import socket

from loop import READ, WRITE, Loop


class CountingLoop(Loop):
    turns = 0

    def turn(self):
        self.turns += 1
        super().turn()


def measure(*events):
    loop = CountingLoop()
    ours, theirs = socket.socketpair()  # two connected sockets, both silent
    for event in events:
        loop.watch(ours, event, lambda: None)
    loop.call_later(0.5, loop.stop)
    loop.run()
    return f"{loop.turns} turn" if loop.turns < 5 else "more than 1000 turns"


print("waiting to read:          ", measure(READ))
print("waiting to read or write: ", measure(READ, WRITE))
