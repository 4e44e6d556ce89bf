#!/usr/bin/env python3
"""One gevent worker. While one request waits, is another one answered?"""
import os, sqlite3

from lab import Barrier, Client, NameServer, Process, blocked, until

names, upstream = NameServer(99), Barrier(99)
os.mkfifo("fifo")
held = sqlite3.connect("held.db", isolation_level=None, check_same_thread=False)
held.execute("create table things (name)")
held.execute("begin exclusive")


def feed():
    with open("fifo", "w") as file:
        file.write("ok\n")


def row(what, path, release):
    for name in ("begun", "sent"):
        if os.path.exists(name):
            os.remove(name)
    server = Process(["gunicorn", "--worker-class", "gevent", "waits:app"])
    slow = Client(path)
    until(lambda: os.path.exists("begun"))
    other = Client("/turn")
    open("sent", "w").close()
    calls = until(lambda: other.answer() or blocked(server))
    if path == "/cpu":
        until(lambda: slow.answer() and other.answer())
        calls = ["running"] if slow.answer() < other.answer() else other.answer()
    print(f"{what:44}" + ("blocks everybody: " + calls[0] if isinstance(calls, list) else "others are answered"))
    release()
    until(lambda: slow.answer() and other.answer())
    server.stop()


row("name lookup", "/dns?name=slow.example.", names.open)
row("libpq", "/libpq", upstream.open)
upstream.size = 99
row("libpq with a wait callback", "/libpq-wait", upstream.open)
row("open() of a file that isn't ready", "/fifo", feed)
row("the same in gevent's thread pool", "/pool", feed)
row("the same in a child process", "/child", feed)
row("a locked SQLite database", "/sqlite", lambda: held.execute("commit"))
row("computing", "/cpu", lambda: None)
