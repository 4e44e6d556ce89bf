#!/bin/sh
# Prints the sizes of files and folders, rounded so that an update of Debian's kernel doesn't change them.
for path in "$@"; do
  bytes=$(find -L "$path" -type f -exec stat -L -c '%i %s' {} + | sort -u | awk '{ sum += $2 } END { print sum }')
  awk -v bytes="$bytes" -v path="$path" 'BEGIN {
    if (bytes >= 1e6) printf "%4.0f MB  %s\n", bytes / 1e6, path
    else if (bytes >= 2e4) printf "%4.0f KB  %s\n", int(bytes / 2e4 + 0.5) * 20, path
    else printf "  < 2 KB  %s\n", path
  }'
done
