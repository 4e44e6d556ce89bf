"""Connects from inside a pod's network namespace, for matrix.py and keep.py."""
import ctypes
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)
node = os.open("/proc/self/ns/net", os.O_RDONLY)


def enter(namespace):
    """setns(2) moves the calling thread, and no other, to another network."""
    if libc.setns(namespace, 0):
        raise OSError(ctypes.get_errno(), "setns")


def connect(pod, address, port, timeout=1.5):
    """A socket belongs to the namespace in which it was made, for good."""
    if pod == "node":
        return socket.create_connection((address, port), timeout)
    namespace = os.open(f"/run/netns/{pod}", os.O_RDONLY)
    try:
        enter(namespace)
        return socket.create_connection((address, port), timeout)
    finally:
        enter(node)
        os.close(namespace)
