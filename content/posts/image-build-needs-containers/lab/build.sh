#!/bin/sh
# build.sh FILE: builds FILE with buildah, and the spy in place of runc
export CALLS="$PWD/calls"
: > "$CALLS"
buildah --root "$PWD/store/$1" --runroot "$PWD/state" \
    --storage-driver vfs build --isolation oci --runtime "$PWD/spy" \
    --network none --file "$1" . > log 2>&1 || cat log
grep STEP log
if [ -s "$CALLS" ]; then cat "$CALLS"; else echo "runc: not called"; fi
