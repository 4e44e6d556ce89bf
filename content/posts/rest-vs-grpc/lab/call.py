#!/usr/bin/python3
"""Calls the stock with a real gRPC library. Messages are built and read by hand, so that nothing is generated."""
import sys

import grpc

channel = grpc.insecure_channel("127.0.0.1:8081")
raw = bytes  # messages go in and out as they are
name = (sys.argv[2] if len(sys.argv) > 2 else "").encode()
request = bytes([0x0A, len(name)]) + name if name else b""
try:
    if sys.argv[1] == "Get":
        print(channel.unary_unary("/shop.Stock/Get", raw, raw)(request))
    else:
        for message in channel.unary_stream("/shop.Stock/List", raw, raw)(request):
            print(message)
except grpc.RpcError as error:
    print(error.code(), error.details())
