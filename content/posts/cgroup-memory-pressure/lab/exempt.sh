#!/bin/bash
# A process that can't be killed asks for more than its group may have.
. ./lib.sh
group app memory.max=32M
launch app -1000 database 48
until [ $(count app oom) -ge 20 ]; do sleep 0.2; done
echo "oom: at least 20, oom_kill: $(count app oom_kill)"
report database
until state=$(grep State /proc/${pid[database]}/status) && [[ $state = *running* ]]; do sleep 0.1; done
echo "$state"
# The log has room for a few reports only, and each line is in it for a moment.
until
  log+=$(dmesg | grep -o -e 'Out of memory and no killable processes' -e 'Huh VM_FAULT_OOM leaked.*')$'\n'
  [[ $log = *killable* && $log = *Huh* ]]
do sleep 0.2; done
echo -n "$log" | sort -u
