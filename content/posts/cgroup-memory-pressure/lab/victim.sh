#!/bin/bash
# Three processes in one group, whose limit the third one reaches.
. ./lib.sh
group app memory.max=128M
start app 0 database 72
start app 0 web 24
start app 0 shipper 48
report database web shipper
