#!/bin/sh
# leak.sh: lists the files in each layer of the last build; prints the key if found
for layer in $(tail -n +2 stack); do
    python3 layer.py "$layer" > layer.tar
    echo "layer:" $(tar tf layer.tar)
    tar xOf layer.tar key 2> /dev/null || true
done
