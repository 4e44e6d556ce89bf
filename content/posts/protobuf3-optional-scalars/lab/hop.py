#!/usr/bin/python3
"""A program between two others: parses an item, changes nothing, and passes it on. Its argument is the schema that it was built with."""
import importlib
import sys

sys.path.insert(0, sys.argv[1])
Item = importlib.import_module("item_pb2").Item
item = Item.FromString(sys.stdin.buffer.read())
sys.stdout.buffer.write(item.SerializeToString())
