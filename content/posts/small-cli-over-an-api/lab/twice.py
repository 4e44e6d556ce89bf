#!/usr/bin/env python3
import http.client
import sys
from urllib.parse import urlsplit

kind, url = sys.argv[1:]
connection = http.client.HTTPConnection(urlsplit(url).netloc)
headers = {"Idempotency-Key": "k1"} if kind.endswith("+key") else {}
for call in range(2):
    connection.request(kind.split("+")[0], urlsplit(url).path, None if kind == "GET" else "title", headers)
    connection.getresponse().read()
