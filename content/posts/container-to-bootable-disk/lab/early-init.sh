#!/bin/busybox sh
# Runs from memory, as PID 1. Loads the drivers of the disk, mounts it, and
# becomes the program that the kernel's command line names.
export PATH=/bin
busybox mount -t devtmpfs dev /dev
busybox mount -t proc proc /proc
for module in /modules/*; do busybox insmod $module; done
for option in $(busybox cat /proc/cmdline); do
  case $option in
    root=*) root=${option#root=} ;;
    init=*) init=${option#init=} ;;
  esac
done
busybox mount -t ext4 -o ro $root /root
busybox umount /proc
busybox umount /dev
exec busybox switch_root /root ${init:-/sbin/init}
