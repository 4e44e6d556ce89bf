#!/bin/bash
# Starts a member of the cluster: member.sh NAME
address=10.7.0.${1#m}
echo $$ >$1.pid
exec ip netns exec $1 etcd --name $1 --data-dir $1.data --logger=zap --log-level=error \
  --listen-peer-urls http://$address:2380 --initial-advertise-peer-urls http://$address:2380 \
  --listen-client-urls http://$address:2379 --advertise-client-urls http://$address:2379 \
  --initial-cluster m1=http://10.7.0.1:2380,m2=http://10.7.0.2:2380,m3=http://10.7.0.3:2380 \
  --heartbeat-interval=200 --election-timeout=2000 >$1.log 2>&1
