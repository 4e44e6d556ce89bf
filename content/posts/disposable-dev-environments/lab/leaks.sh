#!/bin/bash
# Changes things from inside an environment, throws it away, and looks from outside. Run it in a machine that you can lose.
modprobe loop; modprobe overlay
cp "$(modinfo -n dummy)" base/tools/dummy.ko
cp -a base base-100000 && chown -R 100000:100000 base-100000
mkdir -p boxes
chmod 755 /tmp # user 100000 has to get here

# #region table
echo 'root inside is:        user 100000   root, mapped  root'
while IFS='|' read -r what inside outside; do
  printf '%-22s' "$what"
  for way in unprivileged mapped root; do
    lower=base; unset AS USERNS
    case $way in
      mapped) export USERNS=--user\ --map-root-user ;;
      unprivileged)
        lower=base-100000
        export AS='setpriv --reuid=100000 --regid=100000 --clear-groups' USERNS=--user\ --map-root-user ;;
    esac
    before=$(eval "$outside")
    value=$((value + 1)) # another one each time
    ./box.sh run $way $lower sh -c "V=$value; $inside" > /dev/null 2>> log && after=$(eval "$outside") || after=refused
    ./box.sh drop $way
    case $after in
      refused) printf ' %-13s' refused ;;
      "$before") printf ' %-13s' gone ;;
      *) printf ' %-13s' LEFT ;;
    esac
  done
  echo
done << "TABLE"
a changed file|echo changed > /etc/motd|cat base*/etc/motd
a process|sleep 1234 & true|pgrep -fc 'sleep 123[4]'; true
the host name|hostname changed$V|hostname
net.ipv4.ip_forward|echo 1 > /proc/sys/net/ipv4/ip_forward|cat /proc/sys/net/ipv4/ip_forward
kernel.msgmax|echo $V > /proc/sys/kernel/msgmax|cat /proc/sys/kernel/msgmax
vm.swappiness|echo $V > /proc/sys/vm/swappiness|cat /proc/sys/vm/swappiness
kernel.core_pattern|echo changed$V > /proc/sys/kernel/core_pattern|cat /proc/sys/kernel/core_pattern
a control group|mount -t cgroup2 cgroup /mnt && mkdir /mnt/left$V|ls /sys/fs/cgroup
a kernel module|insmod /tools/dummy.ko|lsmod | grep -c dummy; true
a node in /dev|mount -t devtmpfs dev /mnt && rm /mnt/full|ls /dev/full 2>&1; true
the clock|date -s 2030-01-01 && [ $(date +%Y) = 2030 ]|date +%Y
TABLE
# #endregion table
