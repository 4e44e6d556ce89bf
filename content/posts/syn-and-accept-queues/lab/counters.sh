#!/bin/bash
# Prints the server's counters that have changed since the last call, without the time column.
NSTAT_HISTORY=$PWD/counters ip netns exec server nstat "$@" | awk '!/^#/ { print $1, $2 }'
