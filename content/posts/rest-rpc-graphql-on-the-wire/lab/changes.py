#!/usr/bin/python3
# Changes the schema behind an old client in eight ways, and sees what the client makes of it.
import json
import subprocess
from pathlib import Path

from graphql import build_ast_schema, graphql, parse

import shop_pb2
from server import compact

proto, sdl = Path('shop.proto').read_text(), Path('schema.graphql').read_text()
tea = {'name': 'Tea mug', 'price': 450, 'state': 'ON_SALE'}
right = '2 x Tea mug: 900, buy'
words = {'ON_SALE': 'buy', 'SOLD_OUT': 'sold out'}


# #region clients
def show(name, price, state):
    return f'2 x {name}: {2 * price}, {words[state]}'


def json_client(body):
    product = json.loads(body)
    return show(product['name'], product['price'], product['state'])


def graphql_client(body):
    answer = json.loads(body)
    if 'errors' in answer:
        raise ServerError(answer['errors'][0]['message'])
    return show(**answer['data']['product'])


def protobuf_client(body):
    product = shop_pb2.Product.FromString(body)
    return show(product.name, product.price, shop_pb2.State.Name(product.state))
# #endregion clients


class ServerError(Exception):
    pass


def without(name):
    return {key: value for key, value in tea.items() if key != name}


# The product as the new server has it, and what changes in each schema. The last column is the product in protobuf's text format.
money = {'amount': 450, 'currency': 'EUR'}
# #region changes
changes = {
    'a field is added': ({**tea, 'color': 'red'}, ('int32 price', 'string color = 8; int32 price'), ('name:', 'color: String name:'), 'color: "red" price: 450'),
    'a field is renamed': ({**without('price'), 'cents': 450}, ('int32 price', 'int32 cents'), ('price: Int!', 'cents: Int!'), 'cents: 450'),
    'a field is removed': (without('price'), ('int32 price = 3', 'reserved 3'), ('price: Int!', ''), ''),
    'one value is missing': ({**tea, 'price': None}, ('', ''), ('price: Int!', 'price: Int'), ''),
    'a number becomes a text': ({**tea, 'price': '4.50'}, ('int32 price', 'string price'), ('price: Int!', 'price: String!'), 'price: "4.50"'),
    'a number becomes an object': (
        {**tea, 'price': money}, ('int32 price', 'message Money { int32 amount = 1; string currency = 2; } Money price'),
        ('price: Int!\n', 'price: Money!\n'), 'price: { amount: 450 currency: "EUR" }'),
    'a number outgrows 32 bits': ({**tea, 'price': 5_000_000_000}, ('int32 price', 'int64 price'), ('', ''), 'price: 5000000000'),
    'an enum gets a new value': ({**tea, 'state': 'PREORDER'}, ('SOLD_OUT = 2;', 'SOLD_OUT = 2; PREORDER = 3;'), ('SOLD_OUT', 'SOLD_OUT PREORDER'), 'price: 450'),
}
# #endregion changes


def graphql_server(product, old, new):
    changed = sdl.replace(old, new, 1) + 'type Money { amount: Int! currency: String! }'
    changed = changed.replace('type Query {', 'type Query { product: Product!')
    return compact(graphql(build_ast_schema(parse(changed)), '{product{name price state}}', root={'product': product}).to_dict())


def protobuf_server(product, old, new, text):
    Path('changed.proto').write_text(proto.replace(old, new, 1))
    message = f'name: "{product["name"]}" state: {product["state"]} {text}'
    return subprocess.run(['protoc', '--encode=shop.Product', 'changed.proto'], input=message.encode(), capture_output=True, check=True).stdout


def outcome(client, body, expected):
    try:
        shown = client(body)
    except ServerError:
        return 'server refuses'
    except Exception as error:
        return type(error).__name__
    return 'works' if shown == expected else 'WRONG'


details = []
print(f'{"":28}{"JSON":17}{"GraphQL":17}{"protobuf":17}'.rstrip())
for change, (product, in_proto, in_sdl, text) in changes.items():
    expected = right.replace('900', str(2 * product['price'])) if isinstance(product.get('price'), int) else right
    bodies = [
        (json_client, compact(product)),
        (graphql_client, graphql_server(product, *in_sdl)),
        (protobuf_client, protobuf_server(product, *in_proto, text)),
    ]
    row = [outcome(client, body, expected) for client, body in bodies]
    print(f'{change:28}' + ''.join(f'{cell:17}' for cell in row).rstrip())
    details += [f'{change}, {client.__name__[:-7]}: {client(body)}' for (client, body), cell in zip(bodies, row) if cell == 'WRONG']
print('\nWhat the wrong ones show:', *details, sep='\n  ')
