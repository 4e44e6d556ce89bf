#!/bin/sh
# look.sh PID: prints command, parent and standard streams of a process
parent=$(sed -n 's/^PPid:[^0-9]*//p' /proc/$1/status)
if [ "$parent" = 1 ]; then name="(process 1)"; else name=$(cat /proc/$parent/comm); fi
echo "command  $(tr '\0' ' ' < /proc/$1/cmdline)"
echo "parent   $name"
for fd in 0 1 2; do echo "fd $fd     $(readlink /proc/$1/fd/$fd)"; done
