#!/bin/bash
# Opens a connection with or without timestamps; does it have window scaling? options.sh LABEL 0|1
ip netns exec old sysctl -q -w net.ipv4.tcp_timestamps=$2
ip netns exec old ./connect.py 10.6.2.1 8040 1 >connected.$$ &
client=$!
until grep -qs '^1' connected.$$; do sleep 0.1; done
scale=$(ip netns exec old ss -Htin dport = 8040 | grep -o 'wscale:[^ ]*')
echo "$1: ${scale:-no window scaling}"
kill $client
wait $client || true
