#!/bin/bash
# How often does a program give up the processor per system call, under several observers?
per_call() {
  awk -v name="$1" '/./ { printf "%.0f per call: %s\n", $1 / 1000, name }'
}
./calls 1000 | per_call 'no observer'
strace -f -o log ./calls 1000 | per_call 'strace'
strace -f -o log -e trace=openat ./calls 1000 | per_call 'strace -e trace=openat'
strace -f -o log -e trace=openat --seccomp-bpf ./calls 1000 |
  per_call 'strace -e trace=openat --seccomp-bpf'
bpftrace -o log count.bt -c './calls 1000' | per_call 'bpftrace'
