#!/usr/bin/python3
# Checks rules of the specification against runtimes, each rule in two or three commands.
import json, shutil, subprocess, sys, time
from pathlib import Path

runtimes = {'runc': ['runc'], 'crun': ['crun', '--cgroup-manager=disabled'], 'vmc': ['./vmc']}
rules, log = [], Path('rules.log')


def rule(text):
    return lambda check: rules.append((text, check))


class Runtime:
    def __init__(self, command):
        self.command = [*command, '--root', str(Path('rules-state').resolve())]

    def do(self, operation, *arguments):
        """Whether the operation succeeds."""
        with log.open('a') as out:
            return subprocess.run([*self.command, operation, *arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=out).returncode == 0

    def state(self, box):
        done = subprocess.run([*self.command, 'state', box], capture_output=True, text=True)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def status(self, box):
        return (self.state(box) or {'status': 'none'})['status']


def until(happens):
    for _ in range(300):
        if happens():
            return True
        time.sleep(0.1)
    return False


def bundle(box, change=lambda config: None):
    """The arguments to create a container from its own copy of the bundle, with a changed config.json."""
    shutil.rmtree(f'copy-{box}', ignore_errors=True)
    shutil.copytree('bundle', f'copy-{box}', symlinks=True)
    edit(box, change)
    return '--bundle', f'copy-{box}', box


def edit(box, change):
    file = Path(f'copy-{box}/config.json')
    config = json.loads(file.read_text())
    change(config)
    file.write_text(json.dumps(config))


# #region rules
@rule('An unknown property is ignored')
def _(r):
    return r.do('create', *bundle('a')) and r.status('a') == 'created'

@rule('create does not run the program')
def _(r):
    return 'job:' not in log.read_text()

@rule('No second container with the same ID')
def _(r):
    return not r.do('create', '--bundle', 'bundle', 'a')

@rule('A later edit of config.json has no effect')
def _(r):
    edit('a', lambda config: config['process'].update(args=['/job', 'two']))
    return r.do('start', 'a') and until(lambda: 'job: one' in log.read_text())

@rule('A running container cannot be started')
def _(r):
    return not r.do('start', 'a') and r.status('a') == 'running'

@rule('A running container cannot be deleted')
def _(r):
    return not r.do('delete', 'a') and r.status('a') == 'running'

@rule('kill sends the signal, whatever it does')
def _(r):
    return r.do('kill', 'a', 'TERM') and until(lambda: 'got TERM' in log.read_text())

@rule('A container outlives its process')
def _(r):
    return until(lambda: r.status('a') == 'stopped') and not r.do('create', '--bundle', 'bundle', 'a')

@rule('A stopped container cannot be started')
def _(r):
    return not r.do('start', 'a')

@rule('A stopped container gets no signal')
def _(r):
    return not r.do('kill', 'a', 'TERM')

@rule('After delete the ID is unknown')
def _(r):
    return r.do('delete', 'a') and r.state('a') is None

@rule('A created container cannot be deleted')
def _(r):
    r.do('create', *bundle('b'))
    return not r.do('delete', 'b') and r.status('b') == 'created'

@rule('A container needs no process to be created')
def _(r):
    r.do('create', *bundle('c', lambda config: config.pop('process')))
    return r.status('c') == 'created'

@rule('start without a process is an error')
def _(r):
    return None if r.state('c') is None else not r.do('start', 'c')

@rule('A version nobody knows is an error')
def _(r):
    future = bundle('d', lambda config: config.update(ociVersion='9.0.0'))
    return not r.do('create', *future)
# #endregion rules


table = {}
for name in sys.argv[1:] or runtimes:
    log.write_text('')
    runtime = Runtime(runtimes[name])
    table[name] = [check(runtime) for _, check in rules]
    for box in 'abcd':
        if runtime.status(box) in ('created', 'running'):
            runtime.do('kill', box, 'KILL')
            until(lambda: runtime.status(box) == 'stopped')
        if runtime.status(box) != 'none':
            runtime.do('delete', box)
    log.rename(f'rules.{name}.log')
print(' ' * 44 + ''.join(f'{name:6}' for name in table).rstrip())
for number, (text, _) in enumerate(rules):
    words = ({True: 'yes', False: 'NO', None: '-'}[row[number]] for row in table.values())
    print(f'{text:44}' + ''.join(f'{word:6}' for word in words).rstrip())
