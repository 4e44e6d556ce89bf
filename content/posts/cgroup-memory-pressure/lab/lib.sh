# Functions of the experiments: control groups, and processes that take memory in them.
root=/sys/fs/cgroup
groups=()
declare -A pipe pid

# group PATH [FILE=VALUE…]: makes a control group, with these settings
group() {
  local setting
  mkdir $root/$1
  groups=($1 ${groups[@]})
  for setting in "${@:2}"; do echo ${setting#*=} > $root/$1/${setting%%=*}; done
}

# launch GROUP ADJUSTMENT NAME MIB: starts a process that takes memory. The end of its pipe tells that it's gone.
launch() {
  exec {pipe[$3]}< <(echo $BASHPID > $root/$1/cgroup.procs; echo $2 > /proc/$BASHPID/oom_score_adj; exec eat "${@:3}")
  pid[$3]=$!
}

# start …: like launch, and waits until the process has its memory or is dead
start() {
  local line
  launch "$@"
  ! read -r line <&${pipe[$3]} || echo "$line"
}

# report NAME…: who is alive
report() {
  local name
  for name in $@; do
    read -r -t 1 <&${pipe[$name]}
    [ $? -gt 128 ] && echo "$name is alive" || echo "$name was killed"
  done
}

# count GROUP EVENT [local]: how often something happened in a group and below it, or only in itself
count() {
  local event number
  while read -r event number; do
    [ "$event" != $2 ] || echo $number
  done < $root/$1/memory.events${3:+.local}
}

# Kills what is left and removes all groups.
clean() {
  local name
  for name in ${groups[@]}; do
    echo 1 > $root/$name/cgroup.kill
    until rmdir $root/$name 2> /dev/null; do sleep 0.2; done
  done
}
trap clean EXIT
