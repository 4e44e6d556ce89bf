#!/bin/bash
# Sends a command to one member, and waits for three seconds at most: on.sh NAME COMMAND...
timeout 10 etcdctl --endpoints 10.7.0.${1#m}:2379 --command-timeout=3s "${@:2}" 2>&1 |
  grep -v '^{"level"'
exit ${PIPESTATUS[0]}
