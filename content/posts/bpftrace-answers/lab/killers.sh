#!/bin/bash
# Kills four processes in four ways. Usage: killers.sh [TRACER…]
exec 2> /dev/null
group=/sys/fs/cgroup/app
for name in by-kill by-group by-parent; do ln -sf "$(command -v sleep)" $name; done
for name in by-memory asker; do ln -sf touch $name; done
echo +memory > /sys/fs/cgroup/cgroup.subtree_control
mkdir $group
enter='echo $$ > '$group'/cgroup.procs; exec "$@"'
started() { until pgrep -x $1 > found; do sleep 0.1; done; }
gone() { while pgrep -x $1 > found; do sleep 0.1; done; }

"$@" ./by-kill 1000 &
started by-kill
kill -KILL $(cat found)
gone by-kill

"$@" bash -c "$enter" enter ./by-group 1000 &
started by-group
echo 1 > $group/cgroup.kill
gone by-group

bash -c '"$@" setpriv --pdeathsig KILL ./by-parent 1000 & until pgrep -x by-parent; do sleep 0.1; done' parent "$@" > found
gone by-parent

echo 6M > $group/memory.max
"$@" bash -c "$enter" enter ./by-memory anonymous stay &
until [ $(cat $group/memory.current) -ge 4000000 ]; do sleep 0.1; done
bash -c "$enter" enter ./asker anonymous
gone by-memory
until rmdir $group; do sleep 0.1; done
