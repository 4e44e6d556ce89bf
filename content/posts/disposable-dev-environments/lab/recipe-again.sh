#!/bin/sh
# The same, so that it gives the same result again.
EPOCH=1767225600                 # a date that is part of the recipe
: > /etc/machine-id              # to be filled when an environment starts
tar -c -f /opt/src.tar -C / src
echo "set up by recipe-again.sh" > /opt/setup.log
find / -xdev -newer /etc/motd -exec touch -h -d @$EPOCH {} +
