#!/usr/bin/env bash
# Once per node: lead packets into the chains that kubeproxy.py fills.
set -euo pipefail
for chain in KUBE-SERVICES KUBE-POSTROUTING; do iptables -t nat -N $chain; done
iptables -t nat -A PREROUTING -j KUBE-SERVICES
iptables -t nat -A OUTPUT -j KUBE-SERVICES
iptables -t nat -A POSTROUTING -j KUBE-POSTROUTING
iptables -N KUBE-SERVICES
iptables -A FORWARD -m conntrack --ctstate NEW -j KUBE-SERVICES
iptables -A OUTPUT -m conntrack --ctstate NEW -j KUBE-SERVICES
