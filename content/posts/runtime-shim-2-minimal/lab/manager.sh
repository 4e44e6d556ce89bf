#!/bin/sh
# Plays a container manager: starts a container, then does other work.
mkdir managed
./shim managed bundle managed > managed/answer && runc start managed
exec sleep 600
