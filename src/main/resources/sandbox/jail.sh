# Runs a program that sees a read-only system, an empty folder of its own, and nothing else: no file of the machine or of the
# service, no network, no other process. Started in new namespaces of every kind; the arguments are limits, "--", program.
set -e
mount -t tmpfs -o size=16m,mode=755 tmpfs /tmp
cd /tmp
mkdir proc tmp dev old
for folder in usr bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$folder" ]; then
    cp -P "/$folder" "$folder"
  elif [ -d "/$folder" ]; then
    mkdir "$folder"
    mount --rbind "/$folder" "$folder"
    mount -o remount,bind,ro "$folder"
  fi
done
for folder in $SANDBOX_FOLDERS; do
  mkdir -p "./$folder"
  mount --rbind "$folder" "./$folder"
  mount -o remount,bind,ro "./$folder"
done
for device in null zero urandom; do
  : > "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
mount -t proc proc proc
# No user namespace within this one: it would give its maker rights over the kernel's inner doors.
echo 0 > /tmp/proc/sys/user/max_user_namespaces
pivot_root . old
cd /tmp
umount -l /old
rmdir /old
# The jail is shut: the code may be sent.
echo
exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs prlimit "$@"
