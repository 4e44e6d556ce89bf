#!/usr/bin/env python3
"""One of the shop's three helpers. It can be called, and it reads a queue.

Usage: service.py stock|mail|points"""
import sqlite3
import sys
import threading
import time

from wire import BROKER, PORTS, request, serve

name = sys.argv[1]
db = sqlite3.connect(f'{name}.db', isolation_level=None, check_same_thread=False)
db.execute('CREATE TABLE IF NOT EXISTS done (order_id, quantity)')


# #region work
def work(order):
    """Returns whether it was possible. There are ten items in stock."""
    if name == 'stock':
        sql = 'SELECT ifnull(sum(quantity), 0) FROM done'
        if db.execute(sql).fetchone()[0] + order['quantity'] > 10:
            return False
    row = [order['id'], order['quantity']]
    db.execute('INSERT INTO done VALUES (?, ?)', row)
    return True
# #endregion work


# #region ways-in
def called(method, path, order):
    return (200, 'ok') if work(order) else (409, 'sold out')


def read_queue():
    while True:
        try:
            message = request('GET', f'{BROKER}/queues/{name}')
            if message is None:
                time.sleep(0.05)
                continue
            possible = work(message['body'])
            if name == 'stock':
                topic = 'reserved' if possible else 'refused'
                request('POST', f'{BROKER}/topics/{topic}', message['body'])
            request('DELETE', f"{BROKER}/queues/{name}/{message['id']}")
        except OSError:
            time.sleep(0.05)  # there is no broker; there may be one soon
# #endregion ways-in


threading.Thread(target=read_queue, daemon=True).start()
serve(PORTS[name], called)
