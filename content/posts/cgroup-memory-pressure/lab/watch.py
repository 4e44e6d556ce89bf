#!/usr/bin/python3
# Starts a process that grows in a control group, and prints what the group tells, in order: watch.py GROUP [free]
# With `free`, the process is asked to give memory back when there is pressure.
import os, select, signal, subprocess, sys

group = f'/sys/fs/cgroup/{sys.argv[1]}'
pressure = os.open(f'{group}/memory.pressure', os.O_RDWR | os.O_NONBLOCK)
os.write(pressure, b'some 1000000 2000000')  # <1>
events = open(f'{group}/memory.events')
process = subprocess.Popen(
    ['bash', '-c', f'echo $$ > {group}/cgroup.procs; exec eat cache 80 20'], stdout=subprocess.PIPE
)
poll = select.poll()
poll.register(pressure, select.POLLPRI)
poll.register(events, select.POLLPRI)
poll.register(process.stdout, select.POLLIN)
seen = []


def say(event):
    if event not in seen:
        print(event, flush=True)
        seen.append(event)


while True:
    ready = dict(poll.poll())  # <2>
    events.seek(0)
    counts = dict(line.split() for line in events)
    if counts['high'] != '0':
        say('high: the group is over memory.high')
    if pressure in ready:
        say('pressure: some process stood still for 1 s of 2 s')
        if 'free' in sys.argv and 'asked it to free memory' not in seen:
            process.send_signal(signal.SIGUSR1)
            say('asked it to free memory')
    if counts['oom_kill'] != '0':
        say('oom_kill: the process was killed')
        break
    if process.stdout.fileno() in ready:
        say(process.stdout.readline().decode().strip())
        break
