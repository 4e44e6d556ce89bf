#!/bin/bash
# Two groups at their limit: one has read a large file, one has taken memory. Then both want 24 MiB more.
. ./lib.sh
full() { echo "$1: $(($(cat $root/$1/memory.current) * 100 / (64 << 20) / 10 * 10)) % or more of the limit, oom_kill $(count $1 oom_kill)"; }
group reader memory.max=64M
group worker memory.max=64M
(echo $BASHPID > $root/reader/cgroup.procs; exec cat /mnt/big > /dev/null)
start worker 0 worker 62
full reader
full worker
start reader 0 more-reading 24
start worker 0 more-work 24
report more-reading more-work worker
full reader
