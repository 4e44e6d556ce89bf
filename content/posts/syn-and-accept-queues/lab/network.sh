#!/bin/bash
# A server and two clients, each in a network of its own.
set -e
for name in server client old; do
  ip netns add $name
  ip -n $name link set lo up
done
for line in 'client 10.6.1' 'old 10.6.2'; do
  read -r name net <<<"$line"
  ip -n server link add $name type veth peer name eth0 netns $name
  ip -n server address add $net.1/24 dev $name
  ip -n $name address add $net.2/24 dev eth0
  ip -n server link set $name up
  ip -n $name link set eth0 up
done
