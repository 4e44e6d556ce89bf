"""Can epoll wait for a regular file?"""
from loop import READ, Loop

loop = Loop()
with open("files.py") as file:
    loop.watch(file, READ, print)
