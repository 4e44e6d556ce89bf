"""layer.py FOLDER: writes the upper directory of an overlay as a layer, a tar archive"""
import io, os, stat, sys, tarfile

OPAQUE = "trusted.overlay.opaque"

def archive(upper):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for folder, folders, files in os.walk(upper):
            folders.sort()  # the same files must give the same bytes
            for name in sorted(folders + files):
                path = os.path.join(folder, name)
                put(tar, path, os.path.relpath(path, upper))
    return out.getvalue()

def put(tar, path, name):
    status = os.lstat(path)
    if stat.S_ISCHR(status.st_mode) and status.st_rdev == 0:  # a whiteout: the name is gone
        mark(tar, os.path.dirname(name), ".wh." + os.path.basename(name))
        return
    entry = fixed(tar.gettarinfo(path, name))
    if entry.isreg():
        with open(path, "rb") as file:
            tar.addfile(entry, file)
        return
    tar.addfile(entry)
    if OPAQUE in os.listxattr(path):  # hides the content of lower layers
        mark(tar, name, ".wh..wh..opq")

def mark(tar, folder, name):
    tar.addfile(fixed(tarfile.TarInfo(os.path.join(folder, name))))

def fixed(entry):
    entry.mtime = 0  # the build time is not part of the result
    entry.uname = entry.gname = ""
    return entry

if __name__ == "__main__":
    sys.stdout.buffer.write(archive(sys.argv[1]))
