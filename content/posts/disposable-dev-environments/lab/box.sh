#!/bin/bash
# box.sh run NAME LOWER COMMAND...   runs a command in the environment NAME, on the folder LOWER (or several, top:…:bottom)
# box.sh drop NAME                   throws it away
set -e
box=boxes/$2

# #region mount
if [ "$1" = run ] && ! mountpoint -q $box; then
  mkdir -p $box
  mount -t tmpfs -o mode=755,nosuid,nodev box $box # <1>
  mkdir $box/upper $box/work $box/root
  mount -t overlay -o lowerdir=$3,upperdir=$box/upper,workdir=$box/work overlay $box/root # <2>
fi
# #endregion mount

# #region run
if [ "$1" = run ]; then
  cd $box/root
  shift 3
  exec $AS unshare $USERNS --mount --pid --fork --kill-child --uts --ipc --net --cgroup bash -ec '
    mount --bind . . && cd "$PWD" # a mount that belongs to this namespace
    mount -t proc proc proc
    mount -t tmpfs -o mode=755 dev dev
    for name in null zero urandom; do : > dev/$name; mount --bind /dev/$name dev/$name; done
    pivot_root . .
    umount -l . # the old root, which now lies on top
    exec /bin/env -i PATH=/bin HOME=/root "$@"' bash "$@"
fi
# #endregion run

# #region drop
if [ "$1" = drop ]; then
  umount $box/root
  umount $box # the tmpfs, and with it everything that was written
  rmdir $box
fi
# #endregion drop
