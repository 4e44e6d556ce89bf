#!/usr/bin/python3
# Which fields are still in use? Reads it from the requests of three clients, in two styles.
from collections import Counter

from graphql import parse
from graphql.language.visitor import Visitor, visit

requests = [
    ('shop window', '{products{name price}}', 'GET /products'),
    ('warehouse', '{products{id stock supplier{name phone}}}', 'GET /products'),
    ('catalog', '{products{name description}}', 'GET /products'),
]
names, lines = {}, Counter()


class Names(Visitor):
    def enter_Field(self, node, *_):
        names.setdefault(node.name.value, []).append(client)


for client, query, line in requests:
    visit(parse(query), Names())
    lines[line] += 1
for field in 'name price stock state description supplier phone city'.split():
    print(f'{field:12}', ', '.join(names.get(field, [])) or '- nobody')
print('\nREST:', *(f'{count} x {line}' for line, count in lines.items()))
