#!/bin/sh
# Boots disk.img on a machine with one processor, a disk and a network card.
# Port 8080 leads to the machine, and nothing leads out of it. The first serial
# port is the console.
exec timeout 280 qemu-system-x86_64 -accel tcg -cpu max -m 256M -nodefaults \
  -display none -serial stdio -no-reboot \
  -drive file=disk.img,format=raw,if=virtio \
  -nic user,model=virtio-net-pci,restrict=on,hostfwd=tcp:127.0.0.1:8080-:8080 "$@"
