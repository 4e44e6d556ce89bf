#!/usr/bin/env bash
# spread.sh ADDRESS...: spreads connections to port 8080 of this host over port 80
# of the given addresses. May be run again with other addresses.
set -euo pipefail

rules="*nat"$'\n'":SPREAD -"$'\n' # naming the chain creates or empties it
left=$#
for address in "$@"; do
  random=""
  if ((left > 1)); then
    random="-m statistic --mode random --probability $(python3 -c "print(1 / $left)")"
  fi
  rules+="-A SPREAD $random -p tcp -j DNAT --to-destination $address:80"$'\n'
  left=$((left - 1))
done
iptables-restore --noflush <<<"${rules}COMMIT"

jump=(PREROUTING -p tcp --dport 8080 -m addrtype --dst-type LOCAL -j SPREAD)
iptables -t nat -C "${jump[@]}" 2>/dev/null || iptables -t nat -A "${jump[@]}"
