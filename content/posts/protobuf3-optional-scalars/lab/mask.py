#!/usr/bin/python3
"""Applies a change to an item, with the changed fields listed beside it. The number is plain and needs no presence."""
import sys

sys.path.insert(0, "v1")
from google.protobuf.field_mask_pb2 import FieldMask
from item_pb2 import Item

item = Item(name="tea", left=7)
change = Item()  # all zero: the same bytes as an empty message
for paths in ([], ["left"], ["name"]):
    result = Item()
    result.CopyFrom(item)
    FieldMask(paths=paths).MergeMessage(change, result)
    print(f"mask {str(paths):10}  name {result.name!r:6} left {result.left}")
