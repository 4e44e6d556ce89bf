#!/bin/bash
# Counts the open sockets of a port by state, in a namespace: states.sh NAME PORT
ip netns exec "$1" ss -Htan "( sport = $2 or dport = $2 )" |
  awk '/^(LISTEN|SYN-RECV|ESTAB)/ { print $1 }' | sort | uniq -c
