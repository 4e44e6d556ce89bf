#!/bin/sh
# Stands in for a container manager: starts a container, then has other work.
mkdir managed
./shim managed bundle managed > managed/answer && runc start managed
exec sleep 600
