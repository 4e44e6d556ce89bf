#!/bin/sh
# Traces the system calls of programs of very different ages and languages.
t() { name=$1; shift; strace -f -qq -o "$name.trace" "$@" >/dev/null; }
t ls      ls
t gcc     gcc --version
t sqlite3 sqlite3 t.db 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
t curl    curl -sS http://127.0.0.1:8000/calls.py
t python3 /usr/bin/python3 -c 'import asyncio; asyncio.run(asyncio.sleep(0))'
t nginx   nginx -t -p . -c nginx.conf -q
t go      go version
t node    node -e 'fs.readFile("calls.py", () => 0)'
rm t.db
