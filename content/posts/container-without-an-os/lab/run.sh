#!/bin/sh
# run.sh PROGRAM: runs /PROGRAM of the bundle's root file system as a container
sed "s|\"/tiny\"|\"$1\"|" config.json > bundle/config.json
runc run --bundle bundle no-os
