"""What do select, poll, epoll and a read that must not wait say about a file that isn't in memory?"""
import errno
import os
import select

file = os.open("/disk/cold0", os.O_RDONLY | os.O_NONBLOCK)
poll = select.poll()
poll.register(file, select.POLLIN)


def name(call):
    try:
        return call()
    except OSError as error:
        return errno.errorcode[error.errno]


print("preadv2(RWF_NOWAIT):", name(lambda: os.preadv(file, [bytearray(4096)], 0, os.RWF_NOWAIT)))
print("select:             ", "readable" if select.select([file], [], [], 0)[0] else "not readable")
print("poll:               ", "readable" if poll.poll(0) else "not readable")
print("epoll_ctl:          ", name(lambda: select.epoll().register(file)))
print("read, O_NONBLOCK ...", flush=True)
print("read, O_NONBLOCK:   ", len(os.read(file, 4096)), "bytes")
