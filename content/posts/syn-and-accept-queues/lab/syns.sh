#!/bin/bash
# Two clients try a full queue. Prints the time from each of their SYNs to the next one.
knock() {
  ip netns exec $1 tcpdump -n -q -i eth0 -c $3 -w $1.pcap 'tcp[tcpflags] == tcp-syn' 2>$1.log &
  capture=$!
  until grep -qs listening $1.log; do sleep 0.1; done
  ip netns exec $1 ./connect.py $2 8000 1 >/dev/null &
  client=$!
  wait $capture
  kill $client
  wait $client
}
knock old 10.6.2.1 4 &
knock client 10.6.1.1 8 &
wait
for name in old client; do
  echo "$name:"
  tcpdump -n -ttt -r $name.pcap 2>/dev/null | cut -d, -f1
done
