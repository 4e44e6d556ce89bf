#!/bin/bash
# How much of an unread answer do the kernel's buffers hold, on both sides of a port together?
ss -Htn "( sport = $1 or dport = $1 )" |
  awk '{ sum += $2 + $3 } END { print (sum > 1048576 ? "over" : "at most") " 1 MiB" }'
