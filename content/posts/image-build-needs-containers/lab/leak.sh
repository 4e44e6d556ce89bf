#!/bin/sh
# leak.sh: what each layer of the last build holds, and the key, if it is there
for layer in $(tail -n +2 stack); do
    python3 layer.py "$layer" > layer.tar
    echo "layer:" $(tar tf layer.tar)
    tar xOf layer.tar key 2> /dev/null || true
done
