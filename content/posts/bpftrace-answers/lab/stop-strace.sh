#!/bin/bash
# Stops strace, looks at its program twice, and lets strace continue.
strace -f -o log bash -c 'kill -STOP $PPID; exec ./calls 500' > /dev/null &
until grep -q '^State:.*stopped' /proc/$!/status; do sleep 0.1; done
for _ in 1 2; do sleep 1; grep State: /proc/$(pgrep -P $! bash)/status; done
kill -CONT $!
wait $!
echo "$(grep -c 'lseek.*EBADF' log) calls in the log"
