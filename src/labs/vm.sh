#!/bin/bash
# The virtual machine of labs that `needs: [vm]`: Debian's cloud kernel in QEMU, without KVM so that it runs the same everywhere. It sees the
# files of this machine; its own changes to them are lost when it ends, except below /tmp. Must never install anything on this machine.
#
#   vm install                 download Debian's cloud kernel to $OCTAVO_VM; only this command needs a network
#   vm boot [QEMU OPTION…]     start the machine and wait until it is ready; it ends with the lab
#   vm run COMMAND…            run a command in it, in the same folder and environment; prints what the command prints
set -euo pipefail
kernel=${OCTAVO_VM:?must name the folder of the kernel}
state=/tmp/vm
memory=768M

fail() {
  echo "vm: $*" >&2
  exit 1
}

install_kernel() {
  local package file release draft
  for tool in apt-get apt-cache dpkg-deb depmod; do
    command -v "$tool" > /dev/null || fail "needs \`$tool\`; Debian has it"
  done
  package=$(apt-cache depends linux-image-cloud-amd64 2> /dev/null | sed -n 's/.*Depends: \(linux-image-.*\)/\1/p' | head -n 1)
  [ -n "$package" ] || fail 'no package `linux-image-cloud-amd64`; Debian has it, and `apt-get update` makes it known'
  file=$(apt-get download --print-uris "$package" | cut -d ' ' -f 2)
  if [ "$(cat "$kernel/package" 2> /dev/null)" != "$file" ]; then
    mkdir -p "$(dirname "$kernel")"
    draft=$(mktemp -d "$kernel.XXXXXX")
    trap "rm -rf '$draft'" EXIT
    # The package is unpacked and not installed: its scripts would change which kernel this machine boots.
    (cd "$draft" && apt-get download -qq -o APT::Sandbox::User=root "$package" && dpkg-deb -x "$file" .)
    release=$(basename "$draft"/lib/modules/*)
    depmod -b "$draft" "$release"
    mv "$draft/boot/vmlinuz-$release" "$draft/vmlinuz"
    dpkg-deb -f "$draft/$file" Version | sed 's/-.*//' > "$draft/version"
    echo "$file" > "$draft/package"
    rm -rf "$draft/boot" "$draft/usr" "${draft:?}/$file" "$kernel"
    chmod 755 "$draft"
    mv "$draft" "$kernel"
  fi
  echo "vm: Linux $(cat "$kernel/version") is in $kernel"
}

# The first program in the machine. It makes this machine's files its own: what it writes goes to memory, except below /tmp.
first_init() {
  cat << 'INIT'
#!/bin/busybox sh
/bin/busybox mkdir -p /dev /files /memory /root
/bin/busybox mount -t devtmpfs dev /dev
for module in /modules/*; do /bin/busybox insmod $module; done
/bin/busybox mount -t virtiofs files /files
/bin/busybox mount -t tmpfs -o mode=755 memory /memory
/bin/busybox mkdir /memory/upper /memory/work
/bin/busybox mount -t overlay -o lowerdir=/files,upperdir=/memory/upper,workdir=/memory/work root /root
/bin/busybox mount -t virtiofs tmp /root/tmp
/bin/busybox mount -t devtmpfs dev /root/dev
exec /bin/busybox switch_root /root /bin/bash /tmp/vm/init
INIT
}

# The second one. It mounts what a distribution would mount, and runs the commands that come in on the second serial port.
second_init() {
  cat << INIT
export PATH=$PATH
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs -o mode=755 run /run
mkdir -p /dev/pts /dev/shm /lib/modules /run/netns /run/lock
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
mount -t cgroup2 cgroup /sys/fs/cgroup
mount -t bpf bpf /sys/fs/bpf
mount -t debugfs debug /sys/kernel/debug
mount -t tracefs trace /sys/kernel/tracing
mount --bind '$kernel/lib/modules' /lib/modules
hostname vm
ip link set lo up
stty raw -echo < /dev/ttyS1
exec 3<> /dev/ttyS1
echo ready >&3
while read -r id <&3; do
  bash $state/\$id.sh > $state/\$id.out 2>&1 < /dev/null 3>&-
  echo \$? > $state/\$id.exit
  echo \$id >&3
done
INIT
}

boot() {
  local release tree=$state/tree number=100
  mkdir $state 2> /dev/null || fail 'is running already'
  release=$(basename "$kernel"/lib/modules/*)
  mkdir -p $tree/bin $tree/modules
  cp "$(command -v busybox)" $tree/bin/busybox
  modprobe -d "$kernel" -S "$release" --show-depends -a virtio_pci virtiofs overlay | while read -r action file _; do
    [ "$action" != insmod ] || cp "$file" $tree/modules/$((number++)).ko
  done
  first_init > $tree/init
  chmod +x $tree/init
  (cd $tree && find . | busybox cpio -o -H newc 2> /dev/null) > $state/initrd
  second_init > $state/init
  for name in files tmp; do
    # Files below /tmp change while the machine runs, so nothing about them is remembered.
    [ $name = files ] && options=source=/,cache=always || options=source=/tmp,cache=auto,timeout=0
    /usr/lib/qemu/virtiofsd --socket-path=$state/$name.sock -o $options,sandbox=chroot,log_level=err --rlimit-nofile=0 > $state/$name.log 2>&1 &
  done
  mkfifo $state/serial.in $state/serial.out
  for _ in {1..600}; do
    [ -S $state/files.sock ] && [ -S $state/tmp.sock ] && break
    sleep 0.05
  done
  exec {replies}<> $state/serial.out
  qemu-system-x86_64 -accel tcg -cpu max -nodefaults -display none -no-reboot -m $memory \
    -kernel "$kernel/vmlinuz" -initrd $state/initrd -append 'console=ttyS0 quiet panic=-1 mitigations=off net.ifnames=0' \
    -machine pc,memory-backend=memory -object memory-backend-memfd,id=memory,size=$memory,share=on \
    -chardev socket,id=files,path=$state/files.sock -device vhost-user-fs-pci,chardev=files,tag=files \
    -chardev socket,id=tmp,path=$state/tmp.sock -device vhost-user-fs-pci,chardev=tmp,tag=tmp \
    -serial file:$state/console -serial pipe:$state/serial "$@" > $state/qemu.log 2>&1 &
  echo $! > $state/pid
  wait_for ready
}

run() {
  local id=$$-$RANDOM code
  [ -e $state/pid ] || fail 'is not running; `vm boot` starts it'
  {
    export -p
    printf 'cd %q\n%s\n' "$PWD" "$*"
  } > $state/$id.sh
  exec {lock}> $state/lock {replies}<> $state/serial.out {requests}<> $state/serial.in
  flock $lock
  echo $id >&$requests
  wait_for $id
  cat $state/$id.out
  code=$(cat $state/$id.exit)
  rm $state/$id.*
  return "$code"
}

# Waits for a line from the machine. A reply to a command that was ended may come first.
wait_for() {
  local reply part
  while [ "${reply-}" != "$1" ]; do
    reply=
    until read -r -t 1 -u $replies part; do
      reply+=$part
      kill -0 "$(cat $state/pid)" 2> /dev/null || {
        tail -n 60 $state/*.log $state/console >&2
        fail 'the machine has stopped; above are its last words'
      }
    done
    reply+=$part
  done
}

case ${1-} in
  install) install_kernel ;;
  boot) shift; boot "$@" ;;
  run) shift; run "$@" ;;
  *) fail 'usage: vm boot [QEMU OPTION…] | vm run COMMAND… | vm install' ;;
esac
