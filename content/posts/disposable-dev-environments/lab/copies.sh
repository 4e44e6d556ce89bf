#!/bin/bash
# Saves the same upper layer in four ways, uses each copy as a layer on the base, and lists /src/docs.
set -e
upper=boxes/work/upper
mkdir -p saved/{cp,tar,xattrs,all}
cp -a $upper/. saved/cp
tar -c -C $upper . | tar -x -C saved/tar
tar -c --xattrs -C $upper . | tar -x --xattrs -C saved/xattrs
tar -c --xattrs --xattrs-include='*' -C $upper . | tar -x --xattrs --xattrs-include='*' -C saved/all
for way in cp tar xattrs all; do
  echo $way: $(./box.sh run test-$way saved/$way:base ls /src/docs)
  ./box.sh drop test-$way
done
