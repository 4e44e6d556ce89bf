#!/usr/bin/env python3
"""storm.py: a service is slow for ten seconds. When does it recover?

80 requests per second arrive; the service can answer 100, one after the other. From
second 20 to 30 it answers only 10. Callers wait for one second, and then give up or
try again. Prints the share of calls that succeed, in windows of ten seconds."""
import heapq
import random

SECONDS, RATE, TIMEOUT = 120, 80, 1.0


def service_time(now):
    return 1 / 10 if 20 <= now < 30 else 1 / 100


# region simulate
def simulate(attempts=1, backoff=0.0, budget=None, deadline=False):
    jitter = random.Random(1)
    calls = [(i / RATE, i / RATE, 1) for i in range(SECONDS * RATE)]
    heapq.heapify(calls)  # when it is sent, when its caller began, which attempt
    free_at, tokens, sent = 0.0, 10.0, 0
    good = [0] * (SECONDS // 10)

    while calls:
        now, began, attempt = heapq.heappop(calls)
        if budget is not None:
            tokens = min(10.0, tokens + budget) if attempt == 1 else tokens - 1
            if tokens < 0:
                tokens += 1
                continue  # the retry is not sent
        sent += 1
        start = max(free_at, now)  # it waits behind all that came before it
        done = start + service_time(start)
        if not deadline or done <= now + TIMEOUT:
            free_at = done  # otherwise the service throws it away unread
        if done <= now + TIMEOUT:
            good[int(began // 10)] += 1
        elif attempt < attempts:
            pause = backoff * 2**attempt * jitter.random()
            heapq.heappush(calls, (now + TIMEOUT + pause, began, attempt + 1))
    return good, sent
# endregion simulate


print("from second    " + "".join(f"{s:>5}" for s in range(0, SECONDS, 10)) + "  sent")
for name, how in {
    "one attempt": {},
    "three attempts": dict(attempts=3),
    "  + backoff": dict(attempts=3, backoff=2.0),
    "  + 10% budget": dict(attempts=3, budget=0.1),
    "  + deadline": dict(attempts=3, deadline=True),
}.items():
    good, sent = simulate(**how)
    shares = (f"{100 * g / (10 * RATE):4.0f}%" for g in good)
    print(f"{name:15}" + "".join(shares) + f" {sent:5}")
