#!/usr/bin/env bash
# network.sh up|down: networks for two containers on one bridge. Port 80 of red
# is published as port 8080 of the host.
set -euo pipefail
subnet=172.18.0.0/24 gateway=172.18.0.1 red=172.18.0.2 blue=172.18.0.3

container() { # name address
  ip netns add "$1"                                           # isolate
  ip -n "$1" link set lo up
  ip link add "veth-$1" type veth peer name eth0 netns "$1"   # connect
  ip link set "veth-$1" master br0 up
  ip -n "$1" addr add "$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" route add default via "$gateway"                 # reach out
}

rules() { # -A or -D
  iptables -t nat "$1" POSTROUTING -s "$subnet" ! -o br0 -j MASQUERADE
  for chain in "PREROUTING" "OUTPUT ! -d 127.0.0.0/8"; do     # be reached
    # shellcheck disable=SC2086  # the chain and its match are separate words
    iptables -t nat "$1" $chain -m addrtype --dst-type LOCAL \
      -p tcp --dport 8080 -j DNAT --to-destination "$red:80"
  done
  iptables "$1" FORWARD -i br0 -j ACCEPT
  iptables "$1" FORWARD -o br0 -m conntrack \
    --ctstate RELATED,ESTABLISHED,DNAT -j ACCEPT
}

case ${1:-} in
  up)
    ip link add br0 type bridge
    ip addr add "$gateway/24" dev br0
    ip link set br0 up
    container red "$red"
    container blue "$blue"
    rules -A
    iptables -P FORWARD DROP # a router for these containers only
    sysctl -qw net.ipv4.ip_forward=1
    ;;
  down)
    rules -D
    ip netns del red
    ip netns del blue
    ip link del br0
    ;;
  *)
    echo "usage: $0 up|down" >&2
    exit 64
    ;;
esac
