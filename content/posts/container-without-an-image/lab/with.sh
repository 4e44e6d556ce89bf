#!/bin/sh
# with.sh EDIT: copies the bundle, applies a sed edit to its config.json, runs it
rm -rf edited && cp -r bundle edited
sed -i "$1" edited/config.json
runc run -b edited no-image-edited
echo "exit code $?"
