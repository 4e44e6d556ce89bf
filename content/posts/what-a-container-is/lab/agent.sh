#!/bin/busybox sh
# Process 1 of the machine. Orders come in on the second serial port,
# and the container's output goes to the first.
/bin/busybox mkdir -p /dev /proc /rootfs/dev /rootfs/proc
/bin/busybox --install -s /bin
export PATH=/bin
mount -t devtmpfs dev /dev
mount -t devtmpfs dev /rootfs/dev
mount -t proc proc /rootfs/proc
stty -opost < /dev/ttyS0
stty raw -echo < /dev/ttyS1
exec 3<> /dev/ttyS1
echo ready >&3
while read -r order argument <&3; do
  case $order in
    start)
      {
        sh /command < /dev/null > /dev/ttyS0 2>&1 3>&- &
        echo $! > /pid
        wait
        reboot -f  # the container's process has exited, and QEMU ends
      } &
      until [ -s /pid ]; do usleep 1000; done ;;
    kill) kill -s $argument $(cat /pid) ;;
  esac
  echo done >&3
done
