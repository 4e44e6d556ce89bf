#!/usr/bin/python3
"""Asks a front for something that takes too long, with a deadline, then looks at what the stock is still doing."""
import json
import sys
import time
from urllib.request import urlopen

import grpc


def counts():
    return json.load(urlopen("http://127.0.0.1:8080/counts"))


before = counts()
call = grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}").unary_unary("/shop.Front/Wait", bytes, bytes)
try:
    call(b"", timeout=1)
except grpc.RpcError as error:
    print("client:", error.code().name)
for _ in range(int(sys.argv[2]) * 20):  # a cancellation that was passed on arrives within this time
    after = counts()
    if after["stopped"] > before["stopped"]:
        break
    time.sleep(0.05)
print("stock was told a deadline:", after["deadlines"] > before["deadlines"])
print("stock:", "stopped" if after["stopped"] > before["stopped"] else "still works, for nobody")
