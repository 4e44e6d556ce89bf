#!/bin/sh
# frozen.sh WAY: adds the answers of the last run of ask.py, with one process frozen, to a table.
test -f frozen.csv || echo 'who answered,connections,way' > frozen.csv
sed "s/^NO ANSWER/nobody/; s/^[a-z]\([0-9]\),/process \1,/; s/\$/,$1/" answers.csv >> frozen.csv
