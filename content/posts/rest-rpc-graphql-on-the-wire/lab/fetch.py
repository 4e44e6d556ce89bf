#!/usr/bin/python3
# Asks for the same facts in each style, and counts the bytes that travel.
import gzip
import json
import socket

import shop_pb2
from server import compact, framed, serve

port = serve()


def ask(method, path, body=b'', kind='application/json', tag=None):
    """One request on a connection of its own; returns its bytes, the response's bytes, its tag and its body."""
    head = [f'{method} {path} HTTP/1.1', 'Host: shop']
    if body:
        head += [f'Content-Type: {kind}', f'Content-Length: {len(body)}']
    if tag:
        head.append(f'If-None-Match: {tag}')
    request = '\r\n'.join([*head, '', '']).encode() + body
    with socket.create_connection(('127.0.0.1', port)) as connection:
        connection.sendall(request)
        stream = connection.makefile('rb')
        size = length = 0
        new_tag = None
        for line in stream:
            size += len(line)
            name, _, value = line.decode().partition(': ')
            length = int(value) if name == 'Content-Length' else length
            new_tag = value.strip() if name == 'ETag' else new_tag
            if line == b'\r\n':
                break
        return len(request), size + length, new_tag, stream.read(length)


# #region screens
def resources(fields):
    calls = [('GET', '/products')]
    if any('.' in field for field in fields):
        calls += [('GET', f'/suppliers/{number}') for number in range(3)]
    return calls


def sparse(fields):
    return [('GET', '/products?fields=' + ','.join(fields))]


def rpc(fields):
    call = {'jsonrpc': '2.0', 'method': 'products.list', 'params': {}, 'id': 1}
    return [('POST', '/rpc', compact(call))]


def graph(fields):
    names = ' '.join(field.replace('.', '{') + '}' * field.count('.') for field in fields)
    return [('POST', '/graphql', compact({'query': '{products{' + names + '}}'}))]


def proto(fields):
    return masked([])


def masked(fields):
    message = shop_pb2.ListRequest(fields=fields).SerializeToString()
    return [('POST', '/shop.Shop/List', framed(message), 'application/grpc')]


styles = {
    'REST': resources, 'REST, ?fields=': sparse, 'JSON-RPC': rpc,
    'GraphQL': graph, 'protobuf': proto, 'protobuf, fields': masked,
}
screens = {
    'A list: name and price': ['name', 'price'],
    'The same with the city of each supplier': ['name', 'price', 'supplier.city'],
}
# #endregion screens

for title, fields in screens.items():
    print(f'{title:40}{"requests":>9}{"up":>7}{"down":>8}{"gzip":>7}{"again":>7}')
    for name, style in styles.items():
        calls = style(fields)
        answers = [ask(*call) for call in calls]
        up, down = (sum(answer[side] for answer in answers) for side in (0, 1))
        small = sum(answer[1] - len(answer[3]) + len(gzip.compress(answer[3])) for answer in answers)
        again = sum(ask(*call, tag=answer[2])[1] for call, answer in zip(calls, answers))
        print(f'  {name:38}{len(calls):9}{up:7}{down:8}{small:7}{again:7}')
