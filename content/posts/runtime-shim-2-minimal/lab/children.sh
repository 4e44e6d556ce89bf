#!/bin/sh
# children.sh PID: state and name of its children; Z is a zombie
ps --no-headers -o stat=,comm= --ppid "$1"
