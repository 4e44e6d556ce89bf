"""minibuild.py FILE: executes its FROM, COPY and RUN lines, one layer per line"""
import hashlib, os, shutil, subprocess, sys
from layer import archive

def build(path):
    key, stack = "", []  # digest of all that a line depends on; layers, lowest first
    for line in open(path).read().splitlines():
        word, *rest = line.split()
        if word == "FROM":
            key = hashlib.sha256(archive(rest[0])).hexdigest()
            stack = [rest[0]]
            continue
        key = hashlib.sha256((key + line).encode() + inputs(word, rest)).hexdigest()
        layer = "cache/" + key
        known = os.path.exists(layer)
        if not known:
            shutil.rmtree("new", ignore_errors=True)
            os.makedirs("new/upper")
            os.makedirs("new/work")
            if word == "COPY":
                copy(*rest)
            else:
                run(line.removeprefix("RUN "), stack)
            os.renames("new/upper", layer)  # only a finished layer gets its name
        stack.append(layer)
        print("cached" if known else "built ", line, flush=True)
    return stack

def inputs(word, rest):
    """What a line depends on besides its words and the layers below it."""
    return open(rest[0], "rb").read() if word == "COPY" else b""

def copy(source, target):
    path = "new/upper" + target
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copy(source, path)

def run(command, stack):
    lower = ":".join(reversed(stack))
    options = f"lowerdir={lower},upperdir=new/upper,workdir=new/work"
    mount = ["mount", "-t", "overlay", "overlay", "-o", options, "bundle/rootfs"]
    subprocess.run(mount, check=True)
    try:
        subprocess.run(["python3", "run.py", command], check=True)
    finally:
        subprocess.run(["umount", "bundle/rootfs"], check=True)

if __name__ == "__main__":
    with open("stack", "w") as file:
        print(*build(sys.argv[1]), sep="\n", file=file)
