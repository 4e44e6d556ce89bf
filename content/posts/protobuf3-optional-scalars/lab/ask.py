#!/usr/bin/python3
"""Reads a change that says zero in one field, and asks whether that field is there."""
import sys

from change_pb2 import Change

field = sys.argv[1]
sent = Change()
if field == "wrapped":
    sent.wrapped.value = 0
else:
    setattr(sent, field, 0)
received = Change.FromString(sent.SerializeToString())
try:
    print("present:", received.HasField(field))
except ValueError as error:
    print("no answer:", error)
