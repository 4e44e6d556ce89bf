#!/usr/bin/env python3
"""a.py HOST[:PORT]: calls service B 1,000 times and reports what came of it."""
import argparse
import json
from http.client import HTTPConnection

options = argparse.ArgumentParser()
options.add_argument("host")
options.add_argument("--fail", default="0.3", help="share of requests that B fails")
options.add_argument("--attempts", type=int, default=1)
options.add_argument("--budget", type=float, help="retries allowed per request")
options.add_argument("--post", action="store_true", help="order something")
options = options.parse_args()

service = HTTPConnection(options.host, timeout=60)
admin = HTTPConnection("10.3.0.2:8080", timeout=60)  # past any proxy


def request(connection, method, path, body=None):
    connection.request(method, path, body)
    response = connection.getresponse()
    return response.status, response.read()


# region budget
class Budget:
    """Every request pays in a fraction of a retry; every retry takes a whole one."""

    def __init__(self, ratio, most=10):
        self.ratio, self.most, self.tokens = ratio, most, most

    def request(self):
        self.tokens = min(self.most, self.tokens + self.ratio)

    def may_retry(self):
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
# endregion budget


# region call
def call(budget):
    if budget:
        budget.request()
    for attempt in range(options.attempts):
        if attempt > 0 and budget and not budget.may_retry():
            return False
        if options.post:
            status, _ = request(service, "POST", "/orders", "{}")
        else:
            status, _ = request(service, "GET", "/stock")
        if status < 500:
            return True
    return False
# endregion call


request(admin, "POST", "/mode", options.fail)
budget = Budget(options.budget) if options.budget is not None else None
succeeded = sum(call(budget) for _ in range(1000))
counts = json.loads(request(admin, "GET", "/counts")[1])
print(f"1000 calls, {succeeded} succeeded, B saw {counts['requests']} requests",
      end=f" and made {counts['orders']} orders\n" if options.post else "\n")
