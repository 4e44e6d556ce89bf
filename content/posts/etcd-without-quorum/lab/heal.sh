#!/bin/bash
# Connects a member with the others again.
ip netns exec $1 iptables -F
