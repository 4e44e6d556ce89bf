#!/usr/bin/python3
"""A service between the client and the stock. With --pass-on it hands the deadline and the cancellation on; a library doesn't do that for it."""
import sys
from concurrent.futures import ThreadPoolExecutor

import grpc

stock = grpc.insecure_channel("127.0.0.1:8081").unary_unary("/shop.Stock/Wait", bytes, bytes)


# #region front
def plain(request, context):
    return stock(request)


def passing_on(request, context):
    call = stock.future(request, timeout=context.time_remaining())
    context.add_callback(call.cancel)
    try:
        return call.result()
    except (grpc.RpcError, grpc.FutureCancelledError):
        context.abort(grpc.StatusCode.CANCELLED, "the caller has gone")
# #endregion front


handler = passing_on if "--pass-on" in sys.argv else plain
service = grpc.method_handlers_generic_handler(
    "shop.Front", {"Wait": grpc.unary_unary_rpc_method_handler(handler, bytes, bytes)}
)
server = grpc.server(ThreadPoolExecutor(4))
server.add_generic_rpc_handlers((service,))
server.add_insecure_port(f"127.0.0.1:{sys.argv[1]}")
server.start()
print("front listens", flush=True)
server.wait_for_termination()
