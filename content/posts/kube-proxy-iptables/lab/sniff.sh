#!/usr/bin/env bash
# sniff.sh NAMESPACE COUNT COMMAND...: prints the next COUNT TCP packets that a
# namespace sees (with -v: also those that never leave it), while COMMAND runs.
set -uo pipefail
interface=eth0
[[ $1 == -v ]] && { interface=any; shift; }
namespace=$1 count=$2
shift 2

rm -f log
timeout 20 ip netns exec "$namespace" tcpdump -i $interface -n -t -l \
  --immediate-mode -c "$count" tcp >packets 2>log &
for ((i = 0; i < 400; i++)); do
  grep -qs 'listening on' log && break
  sleep 0.05
done
"$@"
status=$?
wait
sed -E 's/, seq.*|, ack.*//; s/^eth0 +|^lo +//; s/^(In|Out) +/\1  /' packets
exit $status
