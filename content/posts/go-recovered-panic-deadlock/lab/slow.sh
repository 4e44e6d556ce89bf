#!/usr/bin/env bash
# A client that announces a body of 100 bytes, sends none of it, and stays connected.
exec 3<>/dev/tcp/127.0.0.1/8080
printf '%s\r\n' 'POST /take HTTP/1.1' 'Host: shop' \
  'Content-Type: application/x-www-form-urlencoded' 'Content-Length: 100' '' >&3
exec sleep 60
