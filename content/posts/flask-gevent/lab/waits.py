"""Routes that wait for something, each in another way."""
import itertools, os, socket, sqlite3, subprocess, threading

import gevent, gevent.socket
import psycopg2, psycopg2.extensions
from flask import request

from app import app, ask

turn = itertools.count(1)
gate = threading.BoundedSemaphore(20)


def begun():
    open("begun", "w").close()


# #region routes
@app.get("/dns")
def dns():
    begun()
    return str(socket.getaddrinfo(request.args["name"], 80)[0][4][0])


@app.get("/libpq")
def libpq():
    begun()
    psycopg2.connect("host=127.0.0.1 port=7000 sslmode=disable gssencmode=disable")


@app.get("/fifo")
def fifo():
    begun()
    return open("fifo").read()


@app.get("/pool")
def pool():
    begun()
    return gevent.get_hub().threadpool.apply(lambda: open("fifo").read())


@app.get("/child")
def child():
    begun()
    return subprocess.run(["cat", "fifo"], stdout=subprocess.PIPE).stdout


@app.get("/sqlite")
def sqlite():
    begun()
    sqlite3.connect("held.db", timeout=80).execute("delete from things")
    return "ok\n"
# #endregion routes


# #region cpu
@app.get("/cpu")
def cpu():
    begun()
    while not os.path.exists("sent"):  # until the other request is on its way
        pass
    for _ in range(100_000):
        hash("work")
    return f"{next(turn)}\n"


@app.get("/turn")
def take_turn():
    return f"{next(turn)}\n"
# #endregion cpu


# #region wait
def wait(connection):
    """Waits for libpq's socket as gevent does."""
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        if state == psycopg2.extensions.POLL_READ:
            gevent.socket.wait_read(connection.fileno())
        else:
            gevent.socket.wait_write(connection.fileno())


@app.get("/libpq-wait")
def libpq_wait():
    psycopg2.extensions.set_wait_callback(wait)
    return libpq()
# #endregion wait


# #region gate
@app.get("/gated")
def gated():
    with gate:
        return ask()
# #endregion gate


# #region order
@app.get("/order")
def order():
    shop = sqlite3.connect("shop.db", isolation_level=None)
    shop.execute("begin immediate")
    try:
        shop.execute("insert into orders values (?)", [request.args["item"]])
        ask()  # is it paid?
        shop.execute("commit")
        return "committed\n"
    finally:
        shop.close()


@app.errorhandler(sqlite3.OperationalError)
@app.errorhandler(psycopg2.OperationalError)
def failed(error):
    return f"{error}\n", 500
# #endregion order
