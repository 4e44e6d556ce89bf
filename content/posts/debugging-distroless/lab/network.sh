#!/bin/sh
# A network namespace for the pod, with the address 10.8.0.2; the host is 10.8.0.1.
ip netns add pod
ip link add veth-host type veth peer name eth0 netns pod
ip addr add 10.8.0.1/24 dev veth-host
ip link set veth-host up
ip -n pod addr add 10.8.0.2/24 dev eth0
ip -n pod link set eth0 up
ip -n pod link set lo up
