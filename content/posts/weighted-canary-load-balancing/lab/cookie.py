#!/usr/bin/env python3
"""cookie.py: 100 requests by users of the canary, and 100 by new users."""
from ask import Client


def share(headers):
    return sum(name == "canary" for _, name in Client(8003).ask(100, headers))


print("canary users: ", share("Cookie: SERVER=canary\r\n"), "of 100 on the canary")
print("new users:    ", share(""), "of 100 on the canary")
