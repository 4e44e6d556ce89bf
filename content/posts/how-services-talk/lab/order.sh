#!/bin/sh
# A customer orders; prints the status and the answer. Usage: order.sh QUANTITY
curl -sS -o answer -w '%{http_code} ' -d "{\"quantity\": $1}" http://127.0.0.1:8001/orders && cat answer
