#!/usr/bin/python3
"""Prints the bytes of a change that leaves the number out, says zero, or says five, for each way to declare it."""
from change_pb2 import Change


def say(field, value):
    change = Change()
    if value is not None and field == "wrapped":
        change.wrapped.value = value
        change.wrapped.SetInParent()  # otherwise a wrapped zero, which is an empty message, would stay out
    elif value is not None:
        setattr(change, field, value)
    return change.SerializeToString()


print(f"{'':8}  {'absent':12}  {'zero':12}  {'five':12}")
for field in ("plain", "labeled", "wrapped", "chosen"):
    cells = [say(field, value).hex(" ") or "(nothing)" for value in (None, 0, 5)]
    print(f"{field:8}  " + "  ".join(f"{cell:12}" for cell in cells).rstrip())
