#!/bin/sh
# until.sh STATUS ID: waits until the runtime reports that status
until runc state "$2" | grep -q "\"status\": \"$1\""; do sleep 0.05; done
