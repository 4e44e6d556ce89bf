#!/usr/bin/python3
"""Prints a change with zero in every field as JSON, and one with nothing in it."""
from google.protobuf.json_format import MessageToJson, Parse

from change_pb2 import Change

zeros = Change(plain=0, labeled=0, chosen=0)
zeros.wrapped.value = 0
for name, change in (("zeros", zeros), ("empty", Change())):
    print(f"{name:7}", MessageToJson(change, indent=None))
    print(f"{'':7}", MessageToJson(change, indent=None, including_default_value_fields=True), "(with defaults)")

for text in ('{"labeled": null}', '{"labeled": 0}'):
    print(f"{text:18} → present: {Parse(text, Change()).HasField('labeled')}")
