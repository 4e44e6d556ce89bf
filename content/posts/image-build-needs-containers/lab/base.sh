#!/bin/sh
# base.sh: makes base/, a root file system of two files, and a bundle
mkdir -p base/bin base/etc bundle/rootfs
cp "$(command -v busybox)" base/bin/sh
echo "welcome to the base" > base/etc/motd
