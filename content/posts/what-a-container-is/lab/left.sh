#!/bin/bash
# A container without a PID namespace, whose process ends before its child.
runtime="$* --root $PWD/left-state"
child() {
  pgrep -f 'sleep 54321' > /dev/null && echo "$1: its child runs" || echo "$1: its child is gone"
}
rm -rf left
cp -a bundle left
jq 'del(.linux.namespaces[] | select(.type == "pid")) | .process.args = ["/parent"]' bundle/config.json > left/config.json
$runtime create --bundle left box > /dev/null 2>&1 < /dev/null
$runtime start box
# The parent may end before its child has become a sleep.
until pgrep -f 'sleep 54321' > /dev/null; do sleep 0.1; done
until $runtime state box | grep -q '"stopped"'; do sleep 0.1; done
child "$1, stopped"
$runtime delete box 2> /dev/null
child "$1, deleted"
pkill -f 'sleep 54321'
