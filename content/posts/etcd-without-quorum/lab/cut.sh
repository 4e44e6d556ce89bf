#!/bin/bash
# Cuts a member off from the others. Clients still reach it.
for chain in INPUT OUTPUT; do
  for port in sport dport; do
    ip netns exec $1 iptables -A $chain -p tcp --$port 2380 -j DROP
  done
done
