#!/usr/bin/env bash
# One node: three backends on a bridge, and a client on another network.
set -euo pipefail

host() { # name address gateway
  ip netns add "$1"
  ip link add "veth-$1" type veth peer name eth0 netns "$1"
  ip link set "veth-$1" up
  ip -n "$1" link set lo up
  ip -n "$1" addr add "$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" route add default via "$3"
}

ip link add br0 type bridge
ip addr add 10.1.0.1/24 dev br0
ip link set br0 up
for n in a:11 b:12 c:13 neighbor:10; do
  host "${n%:*}" "10.1.0.${n#*:}" 10.1.0.1
  ip link set "veth-${n%:*}" master br0
done

host client 10.2.0.2 10.2.0.1
ip addr add 10.2.0.1/24 dev veth-client
sysctl -qw net.ipv4.ip_forward=1
