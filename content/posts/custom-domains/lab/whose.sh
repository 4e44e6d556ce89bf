#!/bin/sh
# Connects without naming anyone, and prints whose certificate it is shown.
openssl s_client -connect "127.0.0.1:$1" -noservername < /dev/null 2> errors |
  openssl x509 -noout -subject 2> /dev/null || grep -o 'alert handshake failure' errors | head -n 1
