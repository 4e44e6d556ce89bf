#!/bin/bash
# #region export
api=http://127.0.0.1:8000/control
curl -s "$api?what=create&after=1"        # someone opens a ticket while page 1 is on its way
curl -s "$api?what=delete&after=2&id=28"  # someone deletes one after page 2
node tickets.mjs list "$1" > export
echo "exit code $?, $(wc -l < export) lines, $(sort -u export | wc -l) different ones"
echo "tickets in the API: $(curl -s "$api?what=ids" | wc -l)"
echo "twice:" $(cut -f1 export | sort -n | uniq -d)
echo "missing:" $(comm -13 <(cut -f1 export | sort -u) <(curl -s "$api?what=ids" | sort -u))
# #endregion export
