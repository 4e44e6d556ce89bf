"""A ring if the kernel allows one, or else threads."""
import errno

from pool import Pool
from uring import Ring


# #region files
def open_files(loop):
    try:
        return Ring(loop)
    except OSError as error:
        if error.errno not in (errno.ENOSYS, errno.EPERM, errno.ENOMEM):
            raise
        print(f"no ring ({errno.errorcode[error.errno]}): threads")
        return Pool(loop)
# #endregion files


def choose(loop, way):
    if way == "pool":
        return Pool(loop)
    return Ring(loop) if way == "ring" else open_files(loop)
