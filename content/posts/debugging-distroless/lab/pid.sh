#!/bin/sh
# pid.sh NAME: the process ID of a container's first process, as the host counts
runc state "$1" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p'
