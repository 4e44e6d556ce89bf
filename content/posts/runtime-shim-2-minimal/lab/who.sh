#!/bin/sh
# who.sh PID...: name, parent and session of processes, as the kernel sees them
mine=$(ps -o sid= -p $$)
for pid in "$@"; do
  parent=$(ps -o ppid= -p "$pid" | tr -d ' ')
  if [ "$parent" = 1 ]; then name="process 1"; else name=$(cat /proc/$parent/comm); fi
  if [ "$(ps -o sid= -p "$pid")" = "$mine" ]; then session=ours; else session=another; fi
  echo "$(cat /proc/$pid/comm): parent $name, session $session"
done
