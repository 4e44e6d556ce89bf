#!/bin/bash
# The base of all environments: busybox, a few files, and a source tree to work on.
set -e
mkdir -p base/{bin,dev,etc,home,mnt,opt,proc,src/docs,tmp,tools}
cp "$(command -v busybox)" base/bin/busybox
cd base/bin
for name in adduser cat chmod date env find grep head hexdump hostname insmod ls mkdir mount mv rm sed sh sleep sort stat tar touch umount wc; do
  ln -s busybox $name
done
cd ../..
cp "$(command -v id)" base/tools/id
echo 'root:x:0:0:root:/root:/bin/sh' > base/etc/passwd
echo 'root:x:0:' > base/etc/group
echo 'root::0:0:99999:7:::' > base/etc/shadow
echo 'the base' > base/etc/motd
echo 'first line' > base/src/log
echo 'int main(void) { return 0; }' > base/src/main.c
ln base/src/main.c base/src/link.c
echo 'old page' > base/src/docs/old
find base -exec touch -h -d @0 {} +
