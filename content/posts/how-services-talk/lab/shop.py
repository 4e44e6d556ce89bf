#!/usr/bin/env python3
"""Takes orders. Usage: shop.py call|queue|event"""
import json
import sqlite3
import sys
import threading
import time
import urllib.error

from wire import BROKER, PORTS, request, serve

mode = sys.argv[1]
db = sqlite3.connect('shop.db', isolation_level=None, check_same_thread=False)
db.execute('CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, quantity, status)')


def store(order):
    status = 'confirmed' if mode == 'call' else 'accepted'
    sql = 'INSERT INTO orders (quantity, status) VALUES (?, ?)'
    order['id'] = db.execute(sql, [order['quantity'], status]).lastrowid


# #region call
def call(order):
    store(order)
    for service in 'stock', 'mail':
        try:
            request('POST', f'http://127.0.0.1:{PORTS[service]}/order', order)
        except urllib.error.HTTPError as error:
            cancel(order)
            return error.code, f'{service} refuses: {json.load(error)}'
        except OSError:
            return 502, f'{service} does not answer'
    return 201, f"order {order['id']} is confirmed"
# #endregion call


# #region queue
def queue(order):
    store(order)
    for service in 'stock', 'mail':
        request('POST', f'{BROKER}/queues/{service}', order)
    return 202, f"order {order['id']} is accepted"
# #endregion queue


# #region event
def event(order):
    store(order)
    request('POST', f'{BROKER}/topics/order-placed', order)
    return 202, f"order {order['id']} is accepted"
# #endregion event


def cancel(order):
    db.execute("UPDATE orders SET status = 'cancelled' WHERE id = ?", [order['id']])


# #region replies
def read_replies():
    while True:
        try:
            message = request('GET', f'{BROKER}/queues/shop')
            if message is None:
                time.sleep(0.05)
                continue
            cancel(message['body'])  # stock has refused this order
            request('DELETE', f"{BROKER}/queues/shop/{message['id']}")
        except OSError:
            time.sleep(0.05)
# #endregion replies


if mode != 'call':
    threading.Thread(target=read_replies, daemon=True).start()
ways = {'call': call, 'queue': queue, 'event': event}
serve(PORTS['shop'], lambda method, path, body: ways[mode](body))
