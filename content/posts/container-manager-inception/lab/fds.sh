#!/bin/sh
# fds.sh RUN: who has the file "alive" open, the shim or the container?
for file in shim.pid pid; do
  pid=$(cat "$1/$file")
  echo "$(cat /proc/$pid/comm): $(ls -l /proc/$pid/fd | grep -c '/alive$')"
done
