#!/bin/sh
# Runs /user-data in a root of its own: launch.sh ROOT SHELL exec|noexec [PROGRAM TO HIDE]...
# Called by builder.py in namespaces of its own.
set -eu
root=$1 shell=$2 run=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount --rbind /usr "$root/usr"
mount -o remount,bind,ro "$root/usr" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev "$root/usr"
mount --bind "$root/local" "$root/usr/local"
mount -t proc proc "$root/proc"
# What is written there would power off this very machine.
: >"$root/sysrq"
if [ -e "$root/proc/sysrq-trigger" ]; then mount --bind "$root/sysrq" "$root/proc/sysrq-trigger"; fi
if [ -e "$root/uptime" ]; then mount --bind "$root/uptime" "$root/proc/uptime"; fi
for device in null zero urandom; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
ln -sfn /proc/self/fd "$root/dev/fd"
ln -sfn /proc/self/fd/1 "$root/dev/stdout"
ln -sfn /proc/self/fd/2 "$root/dev/stderr"
# /bin/sh is dash on Debian and Ubuntu, bash on Amazon Linux: one takes the other's place.
mount --bind "/usr/bin/$shell" "$root$(readlink -f /bin/sh)"
if [ "$run" = noexec ]; then mount -t tmpfs -o noexec tmpfs "$root/run"; fi
: >"$root/hidden"
for program in "$@"; do mount --bind "$root/hidden" "$root/usr/bin/$program"; done
if [ -d "$root/only" ]; then
    mkdir -p "$root/none"
    mount --bind "$root/none" "$root/usr/sbin"
    mount --bind "$root/only" "$root/usr/bin"
fi
exec chroot "$root" /bin/sh /first-boot
