#!/bin/bash
# Prepares the machine: the disk, the memory controller, and small pages only, so that numbers are easy to follow.
modprobe virtio_blk
mount /dev/vda /mnt
install eat /usr/local/bin
echo +memory > /sys/fs/cgroup/cgroup.subtree_control
echo never > /sys/kernel/mm/transparent_hugepage/enabled
ln -s /proc/self/fd /dev/fd
uname -r
