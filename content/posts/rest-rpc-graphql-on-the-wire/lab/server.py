"""One shop in four styles over HTTP/1.1: resources, JSON-RPC, GraphQL, and protobuf messages as gRPC sends them."""
import hashlib
import json
import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from graphql import build_ast_schema, graphql, parse
from google.protobuf.json_format import ParseDict

import shop_pb2
from catalog import PRODUCTS

logging.disable()  # the GraphQL library prints what it answers
schema = build_ast_schema(parse(Path('schema.graphql').read_text()))


def pick(thing, fields):
    """The named fields of a thing; `supplier.city` is a field of a field."""
    if not fields:
        return thing
    found = {}
    for field in fields:
        name, _, rest = field.partition('.')
        if rest:
            found.setdefault(name, {}).update(pick(thing[name], [rest]))
        else:
            found[name] = thing[name]
    return found


# #region styles
def resource(path, query):
    """REST: the path names a thing, and a list of fields makes it smaller."""
    fields = query.get('fields', [''])[0].split(',') if 'fields' in query else []
    if path == '/products':
        return [pick(product, fields) if fields else linked(product) for product in PRODUCTS]
    return next(product['supplier'] for product in PRODUCTS if path == f"/suppliers/{product['supplier']['id']}")


def linked(product):
    return {**product, 'supplier': f"/suppliers/{product['supplier']['id']}"}


def json_rpc(body):
    call = json.loads(body)
    found = [pick(product, call['params'].get('fields')) for product in PRODUCTS]
    return {'jsonrpc': '2.0', 'result': found, 'id': call['id']}


def graph_ql(body):
    return graphql(schema, json.loads(body)['query'], root={'products': PRODUCTS}).to_dict()


def protobuf(body):
    request = shop_pb2.ListRequest.FromString(body[5:])
    found = [pick(product, list(request.fields)) for product in PRODUCTS]
    return framed(ParseDict({'products': found}, shop_pb2.Products()).SerializeToString())


def framed(message):
    return b'\0' + len(message).to_bytes(4, 'big') + message
# #endregion styles


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        address = urlsplit(self.path)
        body = compact(resource(address.path, parse_qs(address.query)))
        tag = '"' + hashlib.sha256(body).hexdigest()[:8] + '"'
        if self.headers.get('If-None-Match') == tag:
            self.answer(304, {'ETag': tag})
        else:
            self.answer(200, {'Content-Type': 'application/json', 'ETag': tag}, body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        if self.path == '/shop.Shop/List':
            return self.answer(200, {'Content-Type': 'application/grpc'}, protobuf(body))
        style = {'/rpc': json_rpc, '/graphql': graph_ql}[self.path]
        self.answer(200, {'Content-Type': 'application/json'}, compact(style(body)))

    def answer(self, status, headers, body=b''):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def compact(value):
    return json.dumps(value, separators=(',', ':')).encode()


def serve():
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port
