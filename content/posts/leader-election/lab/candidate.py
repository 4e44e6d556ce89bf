#!/usr/bin/env python3
"""One of several copies of a service that hands out invoice numbers. Only the elected one should.

Usage: candidate.py NAME PORT"""
import base64
import http.client
import http.server
import json
import os
import signal
import sys
import threading
import time

TTL = 3  # seconds that a lease lives without being renewed
RENEW = 0.5  # seconds between two renewals
UNREACHABLE = OSError, http.client.HTTPException, ValueError, KeyError  # or an answer cut short
NAME, PORT = sys.argv[1], int(sys.argv[2])


def now():
    """Unlike CLOCK_MONOTONIC, this clock also counts the time that the machine was suspended."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def post(port, path, body, timeout=1.0):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=timeout)
    connection.request('POST', path, json.dumps(body))
    return connection.getresponse()


def etcd(path, body):
    """etcd speaks gRPC; its JSON gateway is at the same port. Keys and values are Base64 there."""
    with post(2379, '/v3/' + path, body) as response:
        return json.load(response)


def b64(text):
    return base64.b64encode(text.encode()).decode()


class Term:
    """From joining the queue until the lease is gone."""

    # #region join
    def __init__(self):
        sent = now()
        self.lease = etcd('lease/grant', {'TTL': TTL})['ID']
        self.deadline = sent + TTL
        key = f'election/{int(self.lease):016x}'
        pair = {'key': b64(key), 'value': b64(NAME), 'lease': self.lease}
        self.token = int(etcd('kv/put', pair)['header']['revision'])
        self.last = None  # the last invoice number; known while leading
        self.gone = threading.Event()
        threading.Thread(target=self.keep_alive, daemon=True).start()
    # #endregion join

    # #region keep-alive
    def keep_alive(self):
        while not self.gone.wait(RENEW):
            sent = now()
            try:
                answer = etcd('lease/keepalive', {'ID': self.lease})['result']
            except UNREACHABLE:
                continue  # renewed or not, who knows: the deadline stays
            if int(answer.get('TTL', 0)) > 0:
                self.deadline = sent + TTL  # not the time of the answer
            else:
                self.gone.set()  # etcd says that this lease has expired
    # #endregion keep-alive

    # #region wait
    def wait_for_turn(self):
        while not self.gone.is_set():
            before = etcd('kv/range', {
                'key': b64('election/'), 'range_end': b64('election0'),
                'max_create_revision': str(self.token - 1),
                'sort_target': 'CREATE', 'sort_order': 'DESCEND', 'limit': 1})
            if 'kvs' not in before:
                return True
            seen = int(before['header']['revision'])
            wait_for_delete(before['kvs'][0]['key'], seen + 1)
        return False
    # #endregion wait


# #region watch
def wait_for_delete(key, revision):
    """Returns when the key is deleted, or after a second."""
    watch = {'key': key, 'start_revision': str(revision), 'filters': ['NOPUT']}
    try:
        with post(2379, '/v3/watch', {'create_request': watch}) as response:
            for line in response:
                if 'events' in json.loads(line).get('result', {}):
                    return
    except TimeoutError:
        pass
# #endregion watch


term = None
one_at_a_time = threading.Lock()


def run():
    global term
    while True:
        try:
            term = Term()
            if term.wait_for_turn():
                # #region elected
                with post(9000, '/last', {'token': term.token}) as response:
                    term.last = json.load(response)
                print(f'{NAME} leads with token {term.token},',
                      f'the last invoice is {term.last}', flush=True)
                # #endregion elected
                term.gone.wait()
                print(f'{NAME} has lost its lease', flush=True)
        except UNREACHABLE:
            time.sleep(RENEW)  # etcd or the ledger doesn't answer
        finally:
            if term:
                term.gone.set()  # or a forgotten thread would renew this lease forever, for nobody


# #region invoice
def invoice(pause):
    with one_at_a_time:
        mine = term
        if not mine or mine.last is None or mine.gone.is_set():
            return 503, f'{NAME} is not the leader'
        if now() >= mine.deadline:
            return 503, f"{NAME} can't be sure to be the leader"
        if pause:  # the whole process stops on the next line
            signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)
        line = {'number': mine.last + 1, 'by': NAME, 'token': mine.token}
        with post(9000, '/append', line) as response:
            if response.status != 200:
                reason = response.read().decode()
                return response.status, f'{NAME}: the ledger refused: {reason}'
        mine.last += 1
        return 200, f'invoice {mine.last} by {NAME}'
# #endregion invoice


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.answer(*invoice(pause=self.path.endswith('?pause')))

    def do_GET(self):
        leads = term and term.last is not None and not term.gone.is_set()
        self.answer(200, 'waits' if not leads else 'leads' if now() < term.deadline else 'unsure')

    def answer(self, status, text):
        body = (text + '\n').encode()
        self.send_response(status)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


# #region resign
def resign(*_):
    try:
        if term:
            etcd('lease/revoke', {'ID': term.lease})
    finally:
        os._exit(0)
# #endregion resign


signal.signal(signal.SIGTERM, resign)
with open(f'{NAME}.pid', 'w') as file:
    print(os.getpid(), file=file)
threading.Thread(target=run, daemon=True).start()
http.server.ThreadingHTTPServer(('127.0.0.1', PORT), Handler).serve_forever()
