#!/usr/bin/env python3
"""Ten minutes of metrics that never happened, a sample every 15 seconds, as OpenMetrics."""
START, STEP, COUNT = 1_700_000_000, 15, 41


# #region history
def counter(name, value):
    print(f'# TYPE {name} counter')
    for i in range(COUNT):
        if value(i) is not None:
            print(f'{name}_total {value(i)} {START + i * STEP}')


counter('one', lambda i: 1 if i >= 30 else 0)  # one event after 7.5 minutes
counter('born', lambda i: 1 if i >= 30 else None)  # the same, but new
counter('restarted', lambda i: i if i < 30 else i - 30)  # reset to 0


def histogram(name, bounds, durations):
    print(f'# TYPE {name} histogram')
    for bound in [*bounds, '+Inf']:
        below = sum(duration <= float(bound) for duration in durations)
        for i in range(COUNT):
            print(f'{name}_bucket{{le="{bound}"}} {below * i} {START + i * STEP}')


durations = [0.02] * 90 + [0.3] * 10  # in seconds: nine of ten are fast
histogram('coarse', [0.1, 0.25, 0.5, 1.0], durations)
histogram('fine', [0.1, 0.25, 0.29, 0.31, 0.5, 1.0], durations)
# #endregion history
print('# EOF')
