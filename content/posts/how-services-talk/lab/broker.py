#!/usr/bin/env python3
"""A message broker: queues that keep a message until its reader acknowledges it,
and topics that copy a message to every queue bound to them. One reader per queue."""
import json
import sqlite3

import wire

db = sqlite3.connect('broker.db', isolation_level=None)
db.execute('PRAGMA synchronous = off')  # it must survive a kill here, not a power cut
db.execute('CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, queue, body)')
db.execute('CREATE TABLE IF NOT EXISTS bindings (topic, queue, UNIQUE (topic, queue))')

BIND = 'INSERT OR IGNORE INTO bindings VALUES (?, ?)'
BOUND = 'SELECT queue FROM bindings WHERE topic = ?'
OLDEST = 'SELECT id, body FROM messages WHERE queue = ? ORDER BY id LIMIT 1'
DEPTH = 'SELECT queue, count(*) FROM messages GROUP BY queue'


# #region broker
def handle(method, path, body):
    match method, *path.strip('/').split('/'):
        case 'POST', 'queues', queue:  # send
            put(queue, body)
        case 'POST', 'topics', topic:  # publish
            for (queue,) in db.execute(BOUND, [topic]).fetchall():
                put(queue, body)
        case 'PUT', 'topics', topic, queue:  # subscribe
            db.execute(BIND, [topic, queue])
        case 'GET', 'queues', queue:  # receive: the oldest message; it stays
            found = db.execute(OLDEST, [queue]).fetchone()
            return 200, found and {'id': found[0], 'body': json.loads(found[1])}
        case 'DELETE', 'queues', queue, number:  # acknowledge
            db.execute('DELETE FROM messages WHERE id = ?', [number])
        case 'GET', 'depth':
            return 200, dict(db.execute(DEPTH))
    return 200, 'ok'
# #endregion broker


def put(queue, body):
    db.execute('INSERT INTO messages (queue, body) VALUES (?, ?)', [queue, json.dumps(body)])


wire.serve(8000, handle)
