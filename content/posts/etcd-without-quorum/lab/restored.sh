#!/bin/bash
# Makes a cluster with one member from a snapshot, in place of m1: restored.sh SNAPSHOT
me=(--name r --initial-cluster r=http://10.7.0.1:2380
  --initial-advertise-peer-urls http://10.7.0.1:2380)
rm -rf r.data
etcdctl snapshot restore $1 --data-dir r.data "${me[@]}" >restore.log 2>&1 || exit
exec ip netns exec m1 etcd "${me[@]}" --data-dir r.data --logger=zap --log-level=error \
  --listen-peer-urls http://10.7.0.1:2380 \
  --listen-client-urls http://10.7.0.1:2379 --advertise-client-urls http://10.7.0.1:2379 >r.log 2>&1
