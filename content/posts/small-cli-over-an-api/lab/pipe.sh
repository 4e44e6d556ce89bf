#!/bin/bash
# Reads two lines from the tool, closes the pipe, and only then lets the API answer for page 2.
# "$1" is what the output goes through first.
api=http://127.0.0.1:8000/control
curl -s "$api?what=forget"
curl -s "$api?what=hold"
node tickets.mjs list "order=id&paging=cursor" |
  (head -n 2; exec <&-; curl -s "$api?what=go")
echo "exit codes: ${PIPESTATUS[*]}"
