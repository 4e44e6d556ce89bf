#!/bin/sh
# Asks for a WebSocket and prints the status line of the answer.
curl -s -i --max-time 2 "http://127.0.0.1:$1/" \
  -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
  -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' | head -n 1
