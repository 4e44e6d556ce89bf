#!/usr/bin/env bash
# client 10.0.1.2 -- 10.0.1.1 router 10.0.2.1 -- 10.0.2.2 server
# The router is the namespace in which this script runs.
set -euo pipefail

attach() { # name subnet
  ip netns add "$1"
  ip link add "to-$1" type veth peer name eth0 netns "$1"
  ip addr add "$2.1/24" dev "to-$1"
  ip link set "to-$1" up
  ip -n "$1" link set lo up
  ip -n "$1" addr add "$2.2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" route add default via "$2.1"
}

attach client 10.0.1
attach server 10.0.2
sysctl -qw net.ipv4.ip_forward=1
iptables -t nat -A POSTROUTING -s 10.0.1.0/24 -o to-server -j MASQUERADE
