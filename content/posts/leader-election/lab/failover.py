#!/usr/bin/env python3
"""Asks a candidate for an invoice, ends the leader with a signal, and asks again until there is an invoice.

Usage: failover.py SIGNAL PID-FILE PORT LEAST MOST; the last two are the seconds it may take"""
import http.client
import os
import signal
import sys
import time

name, pid_file, port, least, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5])


def ask():
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=5)
    connection.request('POST', '/invoice')
    response = connection.getresponse()
    return response.status, response.read().decode().strip()


print(ask()[1])
start = time.monotonic()
os.kill(int(open(pid_file).read()), signal.Signals['SIG' + name])
status = 0
while status != 200 and time.monotonic() < start + 20:
    time.sleep(0.02)
    status, text = ask()
took = time.monotonic() - start
print(text)
print(f'after {least:g} to {most:g} seconds' if least <= took <= most else f'after {took:.2f} seconds')
