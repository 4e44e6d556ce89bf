#!/bin/sh
# The first program of the machine. It does what the container runtime did,
# starts what the container ran, and stays.
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -o remount,rw /
hostname web
ip link set lo up
ip link set eth0 up
ip addr add 10.0.2.15/24 dev eth0
httpd -f -p 8080 -h /www &

# PID 1 must collect ended processes and must not end.
while :; do wait; sleep 1; done
