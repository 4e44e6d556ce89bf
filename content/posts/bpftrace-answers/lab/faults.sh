#!/bin/bash
# 4 MiB of memory in large pages and in small ones, and a file of 4 MiB that is in memory already.
for name in large-pages small-pages mapped-file; do ln -sf touch $name; done
head -c 4M /dev/zero > /run/file
./large-pages anonymous
echo never > /sys/kernel/mm/transparent_hugepage/enabled
./small-pages anonymous
./mapped-file /run/file
