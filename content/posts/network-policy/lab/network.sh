#!/usr/bin/env bash
# A node and seven pods. Each pod has a cable of its own; the node routes.
set -euo pipefail

pod() { # name address
  ip netns add "$1"
  ip link add "veth-$1" type veth peer name eth0 netns "$1"
  ip addr add 10.1.0.1/32 dev "veth-$1"
  ip link set "veth-$1" up
  ip route add "$2" dev "veth-$1"
  ip -n "$1" link set lo up
  ip -n "$1" addr add "$2/32" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" route add 10.1.0.1 dev eth0
  ip -n "$1" route add default via 10.1.0.1
}

sysctl -qw net.ipv4.ip_forward=1
pod web 10.1.0.11
pod api 10.1.0.12
pod db 10.1.0.13
pod devweb 10.1.0.21
pod metrics 10.1.0.31
pod batch 10.1.0.32
pod dns 10.1.0.53
mount --bind resolv.conf /etc/resolv.conf
