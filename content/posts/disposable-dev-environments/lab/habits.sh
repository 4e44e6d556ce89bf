#!/bin/sh
# Four habits of programs. Works on the source tree in the current folder.
exec 3< log                       # as `tail -f` does
echo 'second line' >> log
echo "lines seen by the open reader: $(cat <&3 | wc -l)"

echo 'changed' > main.c
echo "the other link has the change: $(grep -c changed link.c)"

before=$(stat -c %i docs/old); chmod 600 docs/old
[ "$before" = "$(stat -c %i docs/old)" ] && echo "inode number after chmod: the same" || echo "inode number after chmod: another"

mkdir new && mv new newer && echo "a new folder can be renamed: yes"
