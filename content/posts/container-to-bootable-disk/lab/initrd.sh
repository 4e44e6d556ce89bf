#!/bin/sh
# Packs what the kernel needs before it can read the disk: a program, and drivers
# in the order in which they need each other.
set -e
release=$(basename "$OCTAVO_VM"/lib/modules/*)
mkdir -p initrd/bin initrd/modules initrd/dev initrd/proc initrd/root
cp "$(command -v busybox)" initrd/bin/
cp early-init.sh initrd/init
number=10
modprobe -d "$OCTAVO_VM" -S "$release" --show-depends -a \
  virtio_pci virtio_blk virtio_net |
  awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
  while read -r file; do
    cp "$file" "initrd/modules/$number-$(basename "$file")"
    number=$((number + 1))
  done
cd initrd
find . | sort | busybox cpio -o -H newc 2>/dev/null | gzip -9 > ../initrd.gz
