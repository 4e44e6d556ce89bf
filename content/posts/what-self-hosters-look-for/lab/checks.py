#!/usr/bin/env python3
"""checks.py GROUP: asks the same questions of four programs, by running them. Needs root, to become nobody."""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from programs import HOST, PROGRAMS, status

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
TRACE = Path("/tmp/trace")


def sh(command):
    return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout


# region running
class Running:
    """A program as nobody, in a folder of its own, in which nobody may write to data only."""

    def __init__(self, name, wrap=(), typo=False, keep=False):
        self.program, self.home = PROGRAMS[name](), Path(f"/tmp/check-{name}")
        if not keep:
            shutil.rmtree(self.home, ignore_errors=True)
            (self.home / "data").mkdir(parents=True)
            os.chown(self.home / "data", 65534, 65534)
        wrong, command = self.program.typo if typo else "", self.program.command("data")
        if wrong.startswith("--"):
            command += wrong.split()
        else:
            (self.home / "config").write_text(self.program.config + wrong)
        self.log = open(self.home / "log", "w")
        self.process = subprocess.Popen([*wrap, *NOBODY, "env", "-i", "PATH=/usr/bin", *command],
                                        cwd=self.home, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)

    def ready(self, first="first"):
        """Waits until it has acknowledged a write; returns what identifies it, or None if the program ends."""
        for _ in range(600):
            if self.process.poll() is not None:
                return None
            try:
                return self.program.write(first)
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("not ready in a minute")

    def end(self, number=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
# endregion running


# region outside
def outside(name):
    """Which ports are open to other machines?
    Can a stranger on another machine write?
    What can a monitor ask?"""
    running = Running(name)
    assert running.ready(), name
    found = set()
    for line in sh("ss -Hltn").splitlines():
        host, port = line.split()[3].rsplit(":", 1)
        found.add(port if host not in ("127.0.0.1", "[::1]") else "none")
    HOST[0] = "10.1.1.1"  # not the loopback address: to the program, a client from elsewhere
    try:
        running.program.write("stranger")
        stranger = "yes" if name != "prometheus" else "no, but read"
    except ConnectionRefusedError:
        stranger = "no connection"
    except OSError as error:
        stranger = "no connection" if "refused" in str(error) else str(error).split()[0]
    HOST[0] = "127.0.0.1"
    pages = [path for path in (running.program.health, "/metrics") if path and status(running.program.port, path) == 200]
    running.end()
    return " ".join(sorted(found)), stranger, " ".join(pages) or "nothing"
# endregion outside


# region traced
def traced(name):
    """Where does it write, apart from its data folder?
    Whom does it try to reach?"""
    calls = "openat,mkdir,mkdirat,rename,renameat,renameat2,connect,sendto,sendmsg,sendmmsg"
    running = Running(name, ["strace", "-f", "-qq", "-o", str(TRACE), "-e", f"trace={calls}"])
    assert running.ready(), (running.home / "log").read_text()
    os.killpg(running.process.pid, signal.SIGKILL)
    running.end()
    wrote, reached = set(), set()
    for line in TRACE.read_text(errors="replace").splitlines():
        if re.search(r"O_CREAT|O_WRONLY|O_RDWR|mkdir|rename", line) and "= -1" not in line:
            wrote |= {p for p in re.findall(r'"(/[^"]+)"', line) if not p.startswith(("/dev/", f"{running.home}/data"))}
        reached |= set(re.findall(r'inet_addr\("(?!127\.|0\.0\.0\.0)([^"]+)', line))
        reached |= set(re.findall(r'inet_pton\(AF_INET6, "(?!::1?")([^"]+)', line))
    return " ".join(sorted(wrote)) or "nowhere", " ".join(sorted(reached)) or "nobody"
# endregion traced


# region typo
def typo(name):
    """Does a misspelled setting stop it, and does it say which?"""
    running = Running(name, typo=True)
    ready, code = running.ready(), running.end()
    word = re.match(r"[-\s]*(\w+(-\w+)*)", running.program.typo)[1]
    named = word in (running.home / "log").read_text()
    return ["starts" + (", says nothing" if not named else ", but warns") if ready else
            f"exit code {code}, names {word if named else 'nothing'}"]
# endregion typo


# region stops
def stops(name):
    """How does it end after SIGTERM, while a client keeps a connection open?"""
    running = Running(name)
    assert running.ready(), name
    with socket.create_connection(("127.0.0.1", running.program.port)):
        code = running.end(signal.SIGTERM)
    return ["not in 30 s" if code is None else f"exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"]
# endregion stops


# region survives
def survives(name):
    """Is what it acknowledged there after kill -9?
    Is it in a plain copy of the data folder, taken while it runs?"""
    running = Running(name)
    written, verdicts = running.ready(), []
    shutil.copytree(running.home / "data", running.home / "copy")
    running.end(signal.SIGKILL)
    for _ in range(2):
        again = Running(name, keep=True)
        assert again.ready("again"), name
        verdicts.append("yes" if again.program.read(written) else "no")
        again.end()
        shutil.rmtree(running.home / "data")
        sh(f"cp -r {running.home}/copy {running.home}/data && chown -R 65534:65534 {running.home}/data")
    return verdicts
# endregion survives


# region full
def full(name):
    """What does it do with writes when the disk is full?
    And when there is space again?"""
    home = Path(f"/tmp/check-{name}")
    shutil.rmtree(home, ignore_errors=True)
    (home / "data").mkdir(parents=True)
    sh(f"mount -t tmpfs -o size=192m,mode=777 none {home}/data")
    running = Running(name, keep=True)
    try:
        assert running.ready(), name
        subprocess.run(["dd", "if=/dev/zero", f"of={home}/data/fill", "bs=64k"], stderr=subprocess.DEVNULL)
        accepted = 0
        try:
            while accepted < 60:
                running.program.write(f"full-{accepted}", 1_000_000)
                accepted += 1
            during = "accepts all"
        except OSError:
            during = "refuses"
        (home / "data/fill").unlink()
        try:
            return during, f"has ended, exit code {running.process.wait(3)}"
        except subprocess.TimeoutExpired:
            pass
        try:
            running.program.write("after")
            return during, "accepts them again"
        except OSError:
            return during, "still refuses"
    finally:
        running.end()
        sh(f"umount {home}/data")
# endregion full


def main(group):
    ask, names = globals()[group], list(PROGRAMS)
    answers = [ask(name) for name in names]
    for n, question in enumerate(ask.__doc__.splitlines()):
        print(question.strip())
        for name, answer in zip(names, answers):
            print(f"  {name:11} {answer[n]}")
    for name in names:
        shutil.rmtree(f"/tmp/check-{name}", ignore_errors=True)


main(sys.argv[1])
