#!/bin/sh
# calls.sh COMMAND...: the calls of cman that others can see, with short paths
strace -qq -o trace -e trace=mkdir,rename,vfork,wait4,unlinkat,rmdir \
  -e signal=none ./cman.py "$@"
sed -E "s|\"$PWD/state/|\"|g; s/, 0777\)/)/; s/ +=/ =/; s/, [^,]*, 0, NULL\)/)/" trace
