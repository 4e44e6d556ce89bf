#!/usr/bin/env python3
"""cman: a container manager. All it knows is on disk or in the kernel.

  cman.py create NAME ROOTFS COMMAND...    cman.py list
  cman.py start | stop | wait | remove NAME
  cman.py recover | serve SOCKET
"""
import contextlib, fcntl, json, os, shutil, subprocess, sys, tempfile, time
from pathlib import Path

STATE = Path(os.environ.get("CMAN_STATE", "state")).resolve()
SHIM = Path(__file__).resolve().with_name("shim")
GRACE = float(os.environ.get("CMAN_GRACE", "10"))  # from SIGTERM to SIGKILL
LATE = "CMAN_LATE" in os.environ  # a mistake, for one experiment


class Refused(Exception):
    """Told to the user."""


# #region disk
def sync(directory):
    fd = os.open(directory, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def put(path, text):
    """Replaces a file. After a crash it has the old text or the new one."""
    temporary = path.with_name("." + path.name)
    with open(temporary, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.rename(temporary, path)
    sync(path.parent)


@contextlib.contextmanager
def locked(path):
    """One process or thread at a time. The kernel opens the lock of a dead one."""
    with open(path, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not path.exists():  # removed while we waited
            raise Refused("no such container")
        yield
# #endregion disk


# #region look
def wanted(box):
    """What the user asked for last: "run 3", "stop 3" or "remove 3"."""
    verb, run = (box / "want").read_text().split()
    return verb, int(run)


def call(*command, **options):
    """Runs a program. It writes to a file: a pipe to us would break if we were killed."""
    with tempfile.TemporaryFile("w+") as out:
        code = subprocess.run(command, stdout=out, stderr=out, **options).returncode
        out.seek(0)
        return code, out.read()


def runc(*args):
    code, text = call("runc", *args)
    return text if code == 0 else None


def alive(run):
    """Is there a shim? It holds the lock for as long as it lives."""
    try:
        with open(run / "alive") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True


def look(box, number):
    """The facts about one run: does its shim live, how did it end, what says runc?"""
    run = box / f"run-{number}"
    shim = alive(run)  # before the exit file, which the shim writes as its last act
    ended = (run / "exit").read_text().strip() if (run / "exit").exists() else None
    state = runc("state", f"{box.name}-{number}")
    return shim, ended, json.loads(state)["status"] if state else None
# #endregion look


# #region settle
def settle(box):
    """Does what is still missing. Can be killed at any point, and called again."""
    while step(box):
        pass


def step(box):
    verb, number = wanted(box)
    run, name = box / f"run-{number}", f"{box.name}-{number}"
    shim, ended, status = look(box, number)
    if ended is not None:
        if status is not None:
            runc("delete", "--force", name)
            return True
    elif status == "running":
        if verb != "run":
            terminate(run, name)
            return True
    elif shim:
        if status != "created":
            time.sleep(0.02)  # it is at work: starting, or writing the exit file
        elif verb == "run":
            runc("start", name)
        else:
            runc("delete", "--force", name)
        return True
    elif status == "created":  # its shim was killed before the program began
        runc("delete", "--force", name)
        return True
    elif status is not None:  # it has ended, and nobody saw how
        put(run / "exit", "ended, code unknown")
        return True
    elif verb == "run":
        launch(box, run, name)
        return True
    elif verb == "stop" and number > 0:  # stopped before anything was started
        run.mkdir(exist_ok=True)
        put(run / "exit", "never started")
        return False
    if verb == "remove":
        bury(box)
    return False
# #endregion settle


# #region launch
def launch(box, run, name):
    run.mkdir(exist_ok=True)
    with open(run / "alive", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        code, text = call(SHIM, name, box, run, pass_fds=[file.fileno()],
                          env=os.environ | {"ALIVE": str(file.fileno())})
    if code != 0:
        put(run / "exit", "failed: " + text.splitlines()[-1].partition("msg=")[2])
# #endregion launch


# #region terminate
def terminate(run, name):
    runc("kill", name, "TERM")
    deadline = time.monotonic() + GRACE
    while alive(run) and time.monotonic() < deadline:
        time.sleep(0.02)
    if not (run / "exit").exists():
        runc("kill", name, "KILL")
        while json.loads(runc("state", name))["status"] == "running":
            time.sleep(0.02)
# #endregion terminate


# #region names
def boxes():
    return sorted(STATE.glob("boxes/*"))


def find(name):
    box = STATE / "boxes" / name
    if not box.is_dir():
        raise Refused("no such container")
    return box


def create(name, rootfs, *command):
    config = json.loads(SHIM.with_name("config.json").read_text())
    config["root"]["path"] = str(Path(rootfs).resolve())
    config["process"]["args"] = command
    text = json.dumps(config, indent=2)
    with locked(STATE / "lock"):
        box = STATE / "boxes" / name
        if box.exists():
            if (box / "config.json").read_text() == text:
                return  # it was we: a second call changes nothing
            raise Refused("the name is taken")
        draft = STATE / "tmp" / name
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        put(draft / "config.json", text)
        put(draft / "want", "stop 0")
        (draft / "lock").touch()
        os.rename(draft, box)
        sync(box.parent)


def bury(box):
    with locked(STATE / "lock"):
        grave = STATE / "tmp" / box.name
        shutil.rmtree(grave, ignore_errors=True)
        os.rename(box, grave)
        sync(box.parent)
        shutil.rmtree(grave)
# #endregion names


# #region commands
def start(name):
    box = find(name)
    with locked(box / "lock"):
        verb, number = wanted(box)
        if verb == "remove":
            raise Refused("it is being removed")
        if verb == "stop" or look(box, number)[1] is not None:
            number += 1
            if LATE:  # acts first, and writes it down afterwards
                run_without_a_note(box, number)
            put(box / "want", f"run {number}")
        settle(box)
        ended = box / f"run-{number}" / "exit"
        if ended.exists() and ended.read_text().startswith("failed"):
            raise Refused(ended.read_text())


def stop(name):
    box = find(name)
    with locked(box / "lock"):
        verb, number = wanted(box)
        if verb == "run":
            put(box / "want", f"stop {number}")
        settle(box)


def remove(name):
    box = find(name)
    with locked(box / "lock"):
        put(box / "want", f"remove {wanted(box)[1]}")
        settle(box)


def recover():
    with locked(STATE / "lock"):
        for leftover in STATE.glob("tmp/*"):
            shutil.rmtree(leftover)
    for box in boxes():
        with contextlib.suppress(Refused), locked(box / "lock"):
            settle(box)
# #endregion commands


def run_without_a_note(box, number):
    launch(box, box / f"run-{number}", f"{box.name}-{number}")
    runc("start", f"{box.name}-{number}")


# #region list
def describe(box):
    verb, number = wanted(box)
    shim, ended, status = look(box, number)
    if number == 0:
        return "created"
    if ended is not None:
        return f"exited {ended}" if ended.isdigit() else ended
    if status == "running":
        return "running" if shim else "running, shim lost"
    return "unsettled"


def listing():
    for box in boxes():
        print(f"{box.name:8}", describe(box))


def wait(name):
    box = find(name)
    with open(box / f"run-{wanted(box)[1]}" / "alive") as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # until the shim has ended, in whatever way
    print(describe(box))
# #endregion list


def prepare():
    if not (STATE / "lock").exists():
        for directory in ("boxes", "tmp"):
            (STATE / directory).mkdir(parents=True, exist_ok=True)
        (STATE / "lock").touch()


def main(command="", *args):
    prepare()
    if command == "serve":
        import api
        return api.serve(*args)
    commands = {f.__name__: f for f in (create, start, stop, wait, remove, recover)}
    commands["list"] = listing
    if command not in commands:
        sys.exit(__doc__)
    try:
        commands[command](*args)
    except Refused as error:
        sys.exit(f"cman: {args[0]}: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
