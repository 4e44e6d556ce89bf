#!/bin/bash
# Asks at the worst moment: the service has been told to stop and accepts
# nothing more, but it hasn't ended. Arguments: port, log.
touch busy
curl -sS -o /dev/null "http://127.0.0.1:$1/"
until [ "$(tail -n 1 "$2")" = 'accepts nothing more' ]; do sleep 0.05; done
curl -s --max-time 100 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$1/" > code &
for _ in {1..20}; do # a refusal comes within this second; else the client waits on
  kill -0 $! 2> /dev/null || break
  sleep 0.05
done
rm busy
wait
echo "the late request: $(cat code)"
