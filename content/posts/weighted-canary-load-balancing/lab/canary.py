"""The arithmetic of a canary, shared by the programs that count and simulate."""
import math
from statistics import NormalDist

ALPHA, POWER = 0.05, 0.80
THRESHOLD = NormalDist().inv_cdf(1 - ALPHA)  # 1.645


# region score
def score(bad_stable, stable, bad_canary, canary):
    """By how many standard errors is the canary worse? (Two-proportion z-test.)"""
    pooled = (bad_stable + bad_canary) / (stable + canary)
    error = math.sqrt(pooled * (1 - pooled) * (1 / stable + 1 / canary))
    return (bad_canary / canary - bad_stable / stable) / error if error else 0.0
# endregion score


# region needed
def needed(before, after, share):
    """Requests, all versions together, until a rise of the error rate from
    `before` to `after` is seen in 80 of 100 canaries."""
    pooled = before * (1 - share) + after * share
    alike = pooled * (1 - pooled) * (1 / (1 - share) + 1 / share)
    apart = before * (1 - before) / (1 - share) + after * (1 - after) / share
    beta = NormalDist().inv_cdf(POWER)
    return math.ceil(((THRESHOLD * alike**0.5 + beta * apart**0.5) / (after - before)) ** 2)
# endregion needed


class Errors:
    """How many of the next n requests fail? Jumps from failure to failure."""

    def __init__(self, rate, random):
        self.rate, self.random = rate, random
        self.next = self.gap()

    def gap(self):
        return math.log(1 - self.random.random()) / math.log(1 - self.rate)

    def among(self, n):
        count = 0
        while self.next < n:
            count += 1
            self.next = math.floor(self.next) + 1 + self.gap()
        self.next -= n
        return count
