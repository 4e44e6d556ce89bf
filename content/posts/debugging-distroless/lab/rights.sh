#!/bin/sh
# rights.sh TARGET: who may do what to process 1 of a container
printf '%-28s %-8s %-8s %-8s %-8s %s\n' "$1" cmdline environ root fd signal
try() {
  who=$1; shift
  printf '%-28s %s\n' "$who" "$(./debug.py "$@" /bin/try)"
}
try "root, default capabilities" "$1" 0
try "root, also SYS_PTRACE" "$1" 0 +SYS_PTRACE
try "user 65532, no capabilities" "$1" 65532
try "user 1000, no capabilities" "$1" 1000
