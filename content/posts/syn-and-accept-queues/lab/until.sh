#!/bin/bash
# Waits until a command prints the text: until.sh TEXT COMMAND...
text=$1; shift
for _ in {1..300}; do
  "$@" | grep -q "$text" && exit
  sleep 0.1
done
exit 1
