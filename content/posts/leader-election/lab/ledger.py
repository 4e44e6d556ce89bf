#!/usr/bin/env python3
"""The resource that must have one writer at a time: a file of invoice numbers, behind HTTP.

Usage: ledger.py MODE, where MODE says which requests are checked for their token: none, writes or all"""
import http.server
import json
import sys

MODE = sys.argv[1]
FILE = 'ledger.txt'


def lines():
    with open(FILE, 'a+') as file:
        file.seek(0)
        return [line.split() for line in file]


class Handler(http.server.BaseHTTPRequestHandler):
    # #region check
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        request = json.loads(body)
        token, append = request['token'], self.path == '/append'
        highest = max([int(line[-1]) for line in lines()], default=0)
        checked = MODE == 'all' or MODE == 'writes' and append
        if checked and token < highest:
            self.answer(409, f'token {token} is older than {highest}')
            return
        if append:
            self.write('invoice {number} by {by} token {token}'.format(**request))
        elif checked:  # a new leader asks for the last number
            self.write(f'no writer older than token {token}')
        numbers = [int(line[1]) for line in lines() if line[0] == 'invoice']
        self.answer(200, str(max(numbers, default=0)))
    # #endregion check

    def write(self, line):
        with open(FILE, 'a') as file:
            print(line, file=file)

    def answer(self, status, text):
        self.send_response(status)
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


http.server.HTTPServer(('127.0.0.1', 9000), Handler).serve_forever()  # one request at a time
