#!/bin/bash
# A process needs 80 MiB in a group that may have 64. Usage: warning.sh HIGH [free]
. ./lib.sh
group app memory.max=64M memory.high=$1
./watch.py app $2
