#!/bin/sh
# What the shop, the stock, the mail and the broker know. Waits for the queues named first.
for queue in "$@"; do
  tries=400
  while curl -s http://127.0.0.1:8000/depth | grep -q "\"$queue\""; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || break
    sleep 0.05
  done
done
sqlite3 shop.db "SELECT 'orders:   ' || ifnull(group_concat(id || ' ' || status, ', '), '-') FROM orders"
for name in stock mail points; do
  [ -e $name.db ] || [ $name = mail ] || continue
  sqlite3 $name.db 'CREATE TABLE IF NOT EXISTS done (order_id, quantity)'
  sqlite3 $name.db "SELECT printf('%-10s', '$name:') || ifnull(group_concat(order_id, ', '), '-') FROM done"
done
curl -s http://127.0.0.1:8000/depth | sed -n 's/^/waiting:  /p'
