#!/bin/sh
# bundle.sh NAME PROGRAM [terminal]: a copy of the bundle that runs one program
cp -r bundle "$1"
sed -i "s|/program|$2|" "$1/config.json"
if [ "$3" = terminal ]; then
  sed -i 's|"terminal": false|"terminal": true|' "$1/config.json"
fi
