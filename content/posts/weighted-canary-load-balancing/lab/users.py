#!/usr/bin/env python3
"""users.py: 200 users with a cookie; a few of them make most of the requests.
Five days with the same users in another order: what does the canary get?"""
import random

from ask import Client

ACTIVITY = [max(1, round(300 / rank)) for rank in range(1, 201)]  # Zipf's law
random.seed(1)

for day in range(1, 6):
    users = random.sample(ACTIVITY, len(ACTIVITY))
    client = Client(8003)
    on_canary = []
    for requests in users:
        [(_, version)] = client.ask(1)  # without a cookie: HAProxy chooses
        if requests > 1:
            client.ask(requests - 1, f"Cookie: SERVER={version}\r\n")
        if version == "canary":
            on_canary.append(requests)
    print(f"day {day}: {len(on_canary) / len(users):.0%} of the users,"
          f" {sum(on_canary) / sum(users):5.1%} of the requests")
