#!/bin/bash
# A container of four processes, one of which is exempt. Usage: together.sh 0|1, the value of memory.oom.group
. ./lib.sh
group app memory.max=64M memory.oom.group=$1
start app 0 supervisor 1
start app 0 logger 4
start app -1000 agent 4
start app 0 worker 80
report supervisor logger agent worker
echo "oom_kill $(count app oom_kill), oom_group_kill $(count app oom_group_kill)"
