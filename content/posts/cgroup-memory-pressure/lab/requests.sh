#!/bin/bash
# A node with 200 MiB for pods. Each process gets the adjustment that a kubelet would compute from its container's request.
# Usage: requests.sh NAME…, the processes of the container `cache`, which share its 60 MiB
. ./lib.sh
group pods memory.max=200M cgroup.subtree_control=+memory
for name in cache search batch; do group pods/$name; done
for name in $@; do start pods/cache $((1000 - 1000 * 16 / 200)) $name $((60 / $#)); done
start pods/search $((1000 - 1000 * 40 / 200)) search 55
start pods/batch $((1000 - 1000 * 100 / 200)) batch 100
report $@ search batch
for name in pods pods/{cache,search,batch}; do
  echo "$name: oom $(count $name oom local), oom_kill $(count $name oom_kill local)"
done
dmesg | grep -o 'oom_memcg=.*' | tail -n 1
