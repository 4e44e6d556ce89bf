#!/bin/sh
# Completes the container's file system: one program under the names of all its commands, and folders to mount on.
set -e
mkdir -p rootfs/bin rootfs/sbin rootfs/proc rootfs/sys rootfs/dev
cp "$(command -v busybox)" rootfs/bin/
for name in $(rootfs/bin/busybox --list); do
  [ "$name" = busybox ] || ln -sf busybox "rootfs/bin/$name"
done
