#!/usr/bin/env python3
"""How fair is a chain of dice? The kernel keeps a probability in 31 bits, and
kube-proxy writes it with ten digits (until 2019: five)."""


def stored(n, digits):  # what xt_statistic compares a random number with
    return round(float(f"{1 / n:.{digits}f}") * 2**31) / 2**31


def shares(endpoints, digits):
    rest = 1.0
    for left in range(endpoints, 1, -1):
        p = stored(left, digits)
        yield rest * p
        rest *= 1 - p
    yield rest


print("endpoints   rules tried   largest error, 5 digits   10 digits")
for n in (3, 10, 100, 1000, 5000):
    tried = sum(range(1, n + 1)) / n
    off = [max(abs(s * n - 1) for s in shares(n, d)) for d in (5, 10)]
    print(f"{n:9}   {tried:11}   {off[0]:22.3%}   {off[1]:9.5%}")
