#!/usr/bin/env python3
"""Asks Prometheus. Usage: query.py PORT EXPRESSION [TIME]; waits until there is an answer."""
import json
import sys
import time
import urllib.parse
import urllib.request

port, parameters = sys.argv[1], {'query': sys.argv[2]}
if sys.argv[3:]:
    parameters['time'] = sys.argv[3]
url = f'http://127.0.0.1:{port}/api/v1/query?{urllib.parse.urlencode(parameters)}'
open_url = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
for _ in range(300):
    with open_url(url) as answer:
        found = json.load(answer)['data']['result']
    if found:
        break
    time.sleep(0.1)
for series in sorted(found, key=str):
    name = series['metric'].pop('__name__', '')
    labels = ', '.join(f'{key}="{value}"' for key, value in sorted(series['metric'].items()))
    print(f'{name}{{{labels}}}', float(f"{float(series['value'][1]):.4g}"))
