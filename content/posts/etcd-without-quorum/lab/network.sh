#!/bin/bash
# Three members on one bridge, each in a network namespace of its own. The clients are outside.
set -e
ip link add br0 type bridge
ip address add 10.7.0.254/24 dev br0
ip link set br0 up
for n in 1 2 3; do
  ip netns add m$n
  ip link add m$n type veth peer name eth0 netns m$n
  ip link set m$n master br0 up
  ip -n m$n address add 10.7.0.$n/24 dev eth0
  ip -n m$n link set eth0 up
  ip -n m$n link set lo up
done
