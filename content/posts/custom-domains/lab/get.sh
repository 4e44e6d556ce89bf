#!/bin/sh
# Connects as the first name, asks for the second one (by default the same), and prints the answer.
curl -sS --cacert certs/ca.pem --connect-to "::127.0.0.1:$1" -H "Host: ${3:-$2}" \
  -o body -w '%{http_code} %{redirect_url}\n' "https://$2/sale"
