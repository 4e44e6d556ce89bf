#!/usr/bin/env bash
# Two pods, joined by a cable. What runs in a pod shares its network.
set -euo pipefail
ip netns add pod-a
ip netns add pod-b
ip link add eth0 netns pod-a type veth peer name eth0 netns pod-b
for pod in a:1 b:2; do
  ip -n "pod-${pod%:*}" link set lo up
  ip -n "pod-${pod%:*}" addr add "10.3.0.${pod#*:}/24" dev eth0
  ip -n "pod-${pod%:*}" link set eth0 up
done
