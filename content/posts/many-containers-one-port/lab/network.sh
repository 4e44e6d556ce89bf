#!/usr/bin/env bash
# A host with a bridge, the networks of four containers on it, and a client outside.
set -euo pipefail

attach() { # name address gateway
  ip netns add "$1"
  ip link add "veth-$1" type veth peer name eth0 netns "$1"
  ip link set "veth-$1" up
  ip -n "$1" link set lo up
  ip -n "$1" addr add "$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" route add default via "$3"
}

ip link add br0 type bridge
ip addr add 10.4.0.1/24 dev br0
ip link set br0 up
for n in pod:10 c1:11 c2:12 c3:13; do
  attach "${n%:*}" "10.4.0.${n#*:}" 10.4.0.1
  ip link set "veth-${n%:*}" master br0
done

attach client 10.5.0.2 10.5.0.1
ip addr add 10.5.0.1/24 dev veth-client
sysctl -qw net.ipv4.ip_forward=1
