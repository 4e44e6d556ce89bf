#!/usr/bin/env bash
# Two nodes and an outsider on one LAN, and pods behind the nodes.
# Node 1 is the place where this script runs.
set -euo pipefail

on() { # place command...: node1 is here, everything else is a namespace
  local place=$1
  shift
  if [[ $place == node1 ]]; then "$@"; else ip netns exec "$place" "$@"; fi
}

pod() { # node name address: a cable, one route on each side, no bridge
  ip netns add "$2"
  on "$1" ip link add "veth-$2" type veth peer name eth0 netns "$2"
  on "$1" ip addr add "${3%.*}.1/32" dev "veth-$2"
  on "$1" ip link set "veth-$2" up
  on "$1" ip route add "$3" dev "veth-$2"
  ip -n "$2" link set lo up
  ip -n "$2" addr add "$3/32" dev eth0
  ip -n "$2" link set eth0 up
  ip -n "$2" route add "${3%.*}.1" dev eth0
  ip -n "$2" route add default via "${3%.*}.1"
}

ip netns add switch
ip -n switch link add br0 type bridge
ip -n switch link set br0 up
for machine in node1:1 node2:2 outside:99; do
  name=${machine%:*}
  [[ $name == node1 ]] || ip netns add "$name"
  ip -n switch link add "$name" type veth peer name "to-$name"
  ip -n switch link set "$name" master br0 up
  if [[ $name == node1 ]]; then where=$$; else where=$name; fi
  ip -n switch link set "to-$name" name eth0 netns "$where"
  on "$name" ip link set lo up
  on "$name" ip addr add "192.0.2.${machine#*:}/24" dev eth0
  on "$name" ip link set eth0 up
done

for node in node1 node2; do on $node sysctl -qw net.ipv4.ip_forward=1; done
on outside sysctl -qw net.ipv4.ip_forward=0
pod node1 client 10.1.1.10
pod node1 a 10.1.1.11
pod node1 b 10.1.1.12
pod node2 c 10.1.2.13
ip route add 10.1.2.0/24 via 192.0.2.2
ip -n node2 route add 10.1.1.0/24 via 192.0.2.1
ip -n outside route add default via 192.0.2.1
