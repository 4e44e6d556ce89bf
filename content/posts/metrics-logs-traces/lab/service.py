#!/usr/bin/env python3
"""A small service with metrics, logs and traces made by hand.

Usage: service.py NAME PORT [UPSTREAM-PORT]. With RAW=1 the metrics get a label per path."""
import collections
import http.server
import json
import os
import re
import secrets
import sys
import time
import urllib.error
import urllib.request

NAME, PORT, UPSTREAM = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
open_url = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

# #region metrics
requests = collections.Counter({('/item/{id}', 200): 0, ('/item/{id}', 500): 0})


def metrics():
    lines = ['# HELP http_requests_total Requests by route and status.',
             '# TYPE http_requests_total counter']
    for (route, status), count in sorted(requests.items()):
        labels = f'route="{route}",status="{status}"'
        lines.append(f'http_requests_total{{{labels}}} {count}')
    return '\n'.join(lines) + '\n'
# #endregion metrics


# #region log
def log(span, level, message, **more):
    line = {'time': round(time.time(), 3), 'level': level, 'service': NAME,
            'message': message, 'trace': span['trace'], 'span': span['span'], **more}
    print(json.dumps(line), flush=True)
# #endregion log


# #region traceparent
def start_span(header, name):
    """A span of the caller's trace, or of a new one if there is no valid header."""
    valid = '00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})'
    match = re.fullmatch(valid, header or '')
    trace, parent, flags = match.groups() if match else (secrets.token_hex(16), None, '01')
    return {'trace': trace, 'span': secrets.token_hex(8), 'parent': parent,
            'flags': flags, 'service': NAME, 'name': name, 'start': time.time()}


def call(span, path):
    header = f"00-{span['trace']}-{span['span']}-{span['flags']}"
    url = f'http://127.0.0.1:{UPSTREAM[0]}{path}'
    request = urllib.request.Request(url, headers={'traceparent': header})
    with open_url(request) as answer:
        return answer.read().decode()


def end_span(span, status):
    span.update(status=status, ms=round(1000 * (time.time() - span.pop('start'))))
    if int(span['flags'], 16) & 1:  # sampled: the first caller has decided
        with open('spans.jsonl', 'a') as file:
            print(json.dumps(span), file=file)
# #endregion traceparent


# #region work
def work(span, item):
    if UPSTREAM:
        return call(span, f'/item/{item}')
    if item == 13:
        raise ValueError('no price for item 13')
    return f'item {item} costs {item * 3}\n'
# #endregion work


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/metrics':
            return self.answer(200, metrics())
        # #region handler
        span = start_span(self.headers['traceparent'], f'GET {self.path}')
        try:
            status, text = 200, work(span, int(self.path.rsplit('/', 1)[1]))
        except Exception as error:
            status, text = 500, 'sorry\n'
            log(span, 'error', str(error), path=self.path)
        route = self.path if os.environ.get('RAW') else '/item/{id}'
        requests[route, status] += 1
        end_span(span, status)
        self.answer(status, text)
        # #endregion handler

    def answer(self, status, text):
        self.send_response(status)
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(('127.0.0.1', PORT), Handler).serve_forever()
