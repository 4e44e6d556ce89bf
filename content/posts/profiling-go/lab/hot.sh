#!/usr/bin/env bash
# hot.sh PROFILE FUNCTION [SAMPLE-INDEX]: prints the line of a function with the largest share.
go tool pprof ${3:+-sample_index=$3} -list "$2" "$1" 2>/dev/null | awk '
  BEGIN { split("ns 1 us 1e3 ms 1e6 s 1e9 mins 6e10 B 1 kB 1e3 MB 1e6 GB 1e9", u)
          for (i = 1; i in u; i += 2) factor[u[i]] = u[i+1] }
  $3 ~ /^[0-9]+:/ && match($2, /[a-zA-Z]+$/) {
    value = ($2 + 0) * factor[substr($2, RSTART)]
    if (value > most) { most = value; $1 = $2 = ""; line = $0 } }
  END { print line }' | sed 's/^ *//'
