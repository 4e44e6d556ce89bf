#!/bin/bash
# A process needs 80 MiB, with memory.max at 64 MiB and memory.high below it, and nobody reacts. Usage: brake.sh HIGH SECONDS
. ./lib.sh
group app memory.max=64M memory.high=$1
launch app 0 cache 80
SECONDS=0
until
  wait=$(cat /proc/${pid[cache]}/wchan) state=$(grep State /proc/${pid[cache]}/status)
  [[ $wait = mem_cgroup_handle_over_high && $state = *sleep* ]]
do sleep 0.2; done
echo "$state"
echo "it waits in $wait"
until [ $SECONDS -ge $2 ]; do sleep 0.5; done
read -r -t 0.1 <&${pipe[cache]}
[ $? -gt 128 ] && echo "after $2 s: alive, oom_kill $(count app oom_kill)" || echo "killed before $2 s had passed"
