#!/bin/bash
# Bytes that a client reads in a handshake, when the certificate has 1, 10 and 100 names.
for count in 1 10 100; do
  OUT=certs/many$count.pem ./ca.sh $(seq -f 'links.customer-%03g.example' $count)
  openssl s_server -accept 9443 -naccept 1 -cert certs/many$count.pem -key certs/service.key -quiet > /dev/null 2>&1 &
  until ss -Hltn 'sport = :9443' | grep -q .; do sleep 0.1; done
  read=$(openssl s_client -connect 127.0.0.1:9443 < /dev/null 2> /dev/null |
    sed -n 's/^SSL handshake has read \([0-9]*\) bytes.*/\1/p')
  wait
  echo "$count names: $read bytes"
done
