#!/usr/bin/env python3
"""Prints the spans of a trace as a tree. Usage: tree.py TRACE"""
import json
import sys

with open('spans.jsonl') as file:
    spans = [span for span in map(json.loads, file) if span['trace'] == sys.argv[1]]
known = {span['span'] for span in spans}


def show(span, depth):
    print('  ' * depth + f"{span['service']:6} {span['name']} {span['status']} {span['ms']} ms")
    for child in spans:
        if child['parent'] == span['span']:
            show(child, depth + 1)


for span in spans:
    if span['parent'] not in known:
        show(span, 0)
