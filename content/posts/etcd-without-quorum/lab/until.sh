#!/bin/bash
# Waits until the output of a command contains a text: until.sh TEXT COMMAND...
for _ in {1..200}; do
  "${@:2}" 2>&1 | grep -q -e "$1" && exit
  sleep 0.2
done
echo "no '$1' from ${*:2}"
exit 1
