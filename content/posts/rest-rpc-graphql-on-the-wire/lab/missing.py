#!/usr/bin/python3
# One of twenty prices can't be read. What is left of the answer?
from pathlib import Path

from graphql import build_ast_schema, graphql, parse

import server
from catalog import PRODUCTS
from server import compact

broken = [{**product, 'price': None} if product['id'] == 7 else product for product in PRODUCTS]
sdl = Path('schema.graphql').read_text()
for kind in 'price: Int!', 'price: Int\n':
    schema = build_ast_schema(parse(sdl.replace('price: Int!\n', kind.strip() + '\n')))
    answer = graphql(schema, '{products{name price}}', root={'products': broken}).to_dict()
    products = (answer['data'] or {'products': []})['products']
    print(f'{kind.strip():13}{len(compact(answer)):5} bytes, {len(products):2} products, {len(answer.get("errors", []))} errors')
    for error in answer.get('errors', []):
        print('   ', error['message'], error['path'])
