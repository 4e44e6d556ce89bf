#!/bin/sh
# The virtual IP 10.96.0.10, for clients on this machine.
ip link set lo up
ip addr add 10.96.0.10/32 dev lo
iptables -t nat -N WEB
iptables -t nat -A OUTPUT -p tcp -d 10.96.0.10 --dport 80 -j WEB
