#!/usr/bin/env python3
"""Kills an order's way through shop and warehouse between every two steps, lets everything
start again, and counts. Usage: crash.py SHOP WORKER, two names of functions below"""
import contextlib
import json
import os
import sqlite3
import sys

import wire
from wire import BROKER, crash, request

TOPIC = f'{BROKER}/topics/placed'


# #region store-publish
def store_publish(db, order):
    if known(db, order):
        return
    db.execute('INSERT INTO orders VALUES (?)', [order])
    crash('the order is stored')
    request('POST', TOPIC, order)
    crash('the event is published')
# #endregion store-publish


# #region publish-store
def publish_store(db, order):
    if known(db, order):
        return
    request('POST', TOPIC, order)
    crash('the event is published')
    db.execute('INSERT INTO orders VALUES (?)', [order])
    crash('the order is stored')
# #endregion publish-store


# #region outbox
def outbox(db, order):
    with transaction(db):
        if known(db, order):
            return
        db.execute('INSERT INTO orders VALUES (?)', [order])
        crash('the order is inserted')
        db.execute('INSERT INTO outbox (body) VALUES (?)', [json.dumps(order)])
        crash('the event is inserted')
    crash('the shop has committed')


def relay(db):
    sql = 'SELECT id, body FROM outbox ORDER BY id'
    for number, body in db.execute(sql).fetchall():
        crash('the relay has read the event')
        request('POST', TOPIC, json.loads(body))
        crash('the event is published')
        db.execute('DELETE FROM outbox WHERE id = ?', [number])
        crash('the event is out of the outbox')
# #endregion outbox


# #region consume
def consume(db, work):
    while message := request('GET', f'{BROKER}/queues/warehouse'):
        crash('the message is received')
        work(db, message['body'])
        request('DELETE', f"{BROKER}/queues/warehouse/{message['id']}")
        crash('the message is acknowledged')


def reserve(db, order):
    db.execute('INSERT INTO effects VALUES (?)', [order])
    crash('the item is reserved')
# #endregion consume


# #region inbox
def reserve_once(db, order):
    with transaction(db):
        if not first_time(db, order):
            return
        crash('the order is noted')
        db.execute('INSERT INTO effects VALUES (?)', [order])
        crash('the item is reserved')
    crash('the warehouse has committed')


def first_time(db, order):
    sql = 'INSERT OR IGNORE INTO inbox VALUES (?)'
    return db.execute(sql, [order]).rowcount == 1
# #endregion inbox


# #region mail
def send_then_note(db, order):
    if db.execute('SELECT 1 FROM inbox WHERE id = ?', [order]).fetchone():
        return
    send_mail(db, order)
    crash('the mail is sent')
    first_time(db, order)
    crash('the order is noted')


def note_then_send(db, order):
    if first_time(db, order):
        crash('the order is noted')
        send_mail(db, order)
        crash('the mail is sent')
# #endregion mail


def send_mail(db, order):
    """Stands for a mail server: nothing that happens here can be rolled back."""
    db.execute('INSERT INTO effects VALUES (?)', [order])


def known(db, order):
    return db.execute('SELECT 1 FROM orders WHERE id = ?', [order]).fetchone()


@contextlib.contextmanager
def transaction(db):
    db.execute('BEGIN IMMEDIATE')
    yield
    db.execute('COMMIT')


def open_db(name):
    db = sqlite3.connect(f'crash-{name}.db', isolation_level=None)
    db.execute('PRAGMA synchronous = off')  # processes die here, the machine doesn't
    return db


def fresh():
    for name in 'shop', 'warehouse':
        for ending in '', '-journal':
            with contextlib.suppress(FileNotFoundError):
                os.remove(f'crash-{name}.db{ending}')
        with contextlib.closing(open_db(name)) as db:
            db.executescript('''
                BEGIN;
                CREATE TABLE orders (id PRIMARY KEY);
                CREATE TABLE outbox (id INTEGER PRIMARY KEY, body);
                CREATE TABLE inbox (id PRIMARY KEY);
                CREATE TABLE effects (id);
                COMMIT;
            ''')


# #region flow
def process(name, job, point):
    """A process of its own, which may die; returns whether it lived."""
    child = os.fork()
    if child == 0:
        wire.crash_at = point
        job(open_db(name))
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def flow(shop, worker, point, tries_again):
    fresh()
    place = lambda db: shop(db, 'order-1')
    receive = lambda db: consume(db, worker)
    if not process('shop', place, point) and tries_again:
        process('shop', place, None)
    for name, job in ('shop', relay), ('warehouse', receive):
        if not process(name, job, point):
            process(name, job, None)  # started again
# #endregion flow


def count(name, table):
    with contextlib.closing(open_db(name)) as db:
        return db.execute(f'SELECT count(*) FROM {table}').fetchone()[0]


def points(shop, worker):
    """Every point that one undisturbed order passes."""
    fresh()
    wire.passed = passed = []
    shop(open_db('shop'), 'order-1')
    relay(open_db('shop'))
    consume(open_db('warehouse'), worker)
    wire.passed = None
    return passed


request('PUT', f'{TOPIC}/warehouse')
shop, worker = globals()[sys.argv[1]], globals()[sys.argv[2]]
effect = 'mails' if 'send' in sys.argv[2] else 'reserved'
print(f"{'':36}customer gives up   customer tries again")
print(f"{'killed after':36}orders {effect:>8}     orders {effect:>8}")
for point in [None, *points(shop, worker)]:
    line, wrong = f'{point or "(not killed)":34}', False
    for tries_again in False, True:
        flow(shop, worker, point, tries_again)
        orders, effects = count('shop', 'orders'), count('warehouse', 'effects')
        line += f'{orders:8}{effects:9}   '
        wrong = wrong or orders != effects
    print(line + (' wrong' if wrong else '').rstrip())
