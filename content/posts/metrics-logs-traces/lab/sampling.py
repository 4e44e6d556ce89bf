#!/usr/bin/env python3
"""Which of 10,000 traces through two services are kept at one percent?"""
import hashlib


# #region sampling
def coin(*what):
    """The same answer for the same question, true in one of a hundred."""
    digest = hashlib.sha256(repr(what).encode()).digest()
    return int.from_bytes(digest[:8], 'big') < 2**64 // 100


traces = range(10_000)
failed = {trace for trace in traces if trace % 1000 == 7}  # ten of them

first = {trace for trace in traces if coin('shop', trace)}
second = {trace for trace in traces if coin('price', trace)}
kept = first | failed
print('each service decides:', len(first & second), 'whole,', len(first ^ second), 'torn')
print('the first one decides:', len(first), 'whole, 0 torn')
print('failed requests among these:', len(first & failed), 'of', len(failed))
print('decided at the end:', len(kept), 'whole,', len(kept & failed), 'of them failed')
# #endregion sampling
