#!/bin/bash
# A disk that answers when it is told to: disk.sh make | stall | answer | direct
set -e
export DM_DISABLE_UDEV=1
sectors=131072

# #region delay
# Loads a table that delays reads and writes by so many milliseconds. Suspending the old one ends the delays in it.
delay() {
    dmsetup load slow --table "0 $sectors delay /dev/loop0 0 $1 /dev/loop0 0 $1"
    dmsetup suspend --nolockfs slow
    dmsetup resume slow
}
# #endregion delay

case $1 in
make)
    modprobe -a loop dm-delay
    sysctl -qw vm.dirty_writeback_centisecs=0  # nothing is written that nobody asked for
    truncate -s $((sectors * 512)) /dev/shm/disk
    losetup /dev/loop0 /dev/shm/disk
    dmsetup create slow --table "0 $sectors delay /dev/loop0 0 0 /dev/loop0 0 0"
    losetup --direct-io=on /dev/loop1 /dev/mapper/slow  # the delay, behind a queue like that of a real disk
    mkfs.ext4 -q /dev/loop1
    mkdir /disk
    mount -o noatime,commit=600 /dev/loop1 /disk
    for name in warm cold{0..31}; do
        head -c 4096 /dev/zero | tr '\0' x > /disk/$name
    done
    sync
    ;;
stall) delay 600000 ;;
answer) delay 0 ;;
direct)  # the same files, without the queue in front of the delay
    umount /disk
    losetup -d /dev/loop1
    mount -o noatime,commit=600 /dev/mapper/slow /disk
    cat /disk/warm > /dev/null
    ;;
esac
