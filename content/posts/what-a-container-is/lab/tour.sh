#!/bin/bash
# Takes a container through its life in one runtime.
runtime="$* --root $PWD/tour-state"
show() {
  $runtime state box > state.json
  name=$(cat /proc/$(jq '.pid // 0' state.json)/comm 2> /dev/null)
  status=$(jq -r .status state.json)
  printf '%-8s%-9s%s\n' $1 $status "host process: ${name:-none}"
}
rm -f bundle/rootfs/note
$runtime create --bundle bundle box > log 2>&1 < /dev/null
show create
$runtime start box
until [ "$(grep -c job: log)" = 2 ]; do sleep 0.1; done
show start
$runtime kill box TERM
until $runtime state box | grep -q '"stopped"'; do sleep 0.1; done
show kill
$runtime delete box
found=no
[ ! -e bundle/rootfs/note ] || found=yes
echo "note in the bundle: $found"
sed 's/^/    /' log
