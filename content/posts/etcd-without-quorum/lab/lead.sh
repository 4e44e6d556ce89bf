#!/bin/bash
# Makes m1 the leader, and waits until the cluster works.
all=10.7.0.1:2379,10.7.0.2:2379,10.7.0.3:2379
for _ in {1..50}; do
  status=$(./on.sh m1 endpoint status -w fields)
  id=$(sed -n 's/^"MemberID" : //p' <<<"$status")
  [ "$id" = "$(sed -n 's/^"Leader" : //p' <<<"$status")" ] && break
  etcdctl --endpoints $all move-leader $(printf %x $id) >moved 2>&1
  sleep 0.5
done
for name in m1 m2 m3; do ./until.sh 'is healthy' ./on.sh $name endpoint health; done
