#!/bin/sh
# Waits, 20 seconds at most. Usage: until.sh leads|unsure PORT, or until.sh queued|stopped NAME
tries=400
until
  case $1 in
  leads | unsure) [ "$(curl -s "http://127.0.0.1:$2/")" = "$1" ] ;;
  queued) etcdctl get --prefix election/ | grep -qx "$2" ;;
  stopped) grep -q '^State:.T' "/proc/$(cat "$2.pid")/status" ;;
  esac
do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { echo "$2 never $1"; exit 1; }
  sleep 0.05
done
