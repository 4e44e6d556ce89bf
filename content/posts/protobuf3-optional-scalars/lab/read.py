#!/usr/bin/python3
"""Reads an item with schema version 2 and says what it holds."""
import sys

sys.path.insert(0, "v2")
from item_pb2 import Item

data = sys.stdin.buffer.read()
item = Item.FromString(data)
left = item.left if item.HasField("left") else "absent"
print(f"name {item.name}, left {left}   ({data.hex(' ')})")
