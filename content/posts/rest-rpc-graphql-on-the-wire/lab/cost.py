#!/usr/bin/python3
# Replaces a field per version, keeps the old one for old clients, and counts the bytes of a list with two fields.
import subprocess
from pathlib import Path

from catalog import PRODUCTS
from server import compact

versions = 8
fields = ''.join(f' int32 priceV{n} = {n + 20};' for n in range(2, versions + 1))
Path('many.proto').write_text(
    'syntax = "proto3"; message Product { string name = 2; int32 price = 3;' + fields + ' } message Products { repeated Product products = 1; }')


def encoded(products):
    text = ''.join('products {' + ' '.join(f'{key}: {compact(value).decode()}' for key, value in product.items()) + '}' for product in products)
    return subprocess.run(['protoc', '--encode=Products', 'many.proto'], input=text.encode(), capture_output=True, check=True).stdout


print('version,JSON (bytes),protobuf (bytes),"JSON, fields chosen (bytes)","protobuf, fields chosen (bytes)"')
for version in range(1, versions + 1):
    newest = 'price' if version == 1 else f'priceV{version}'
    everything = [{'name': p['name'], 'price': p['price'], **{f'priceV{n}': p['price'] for n in range(2, version + 1)}} for p in PRODUCTS]
    chosen = [{'name': p['name'], newest: p[newest]} for p in everything]
    print(version, len(compact(everything)), len(encoded(everything)), len(compact(chosen)), len(encoded(chosen)), sep=',')
