#!/bin/bash
# The user data of an instance launched from the image: tells what it is, in files below /facts, and powers off.
# shellcheck disable=SC2094 # what is read and what is written only share a name
set -u
mkdir /facts
cd /facts || exit
cp /etc/machine-id machine-id
cp /etc/ssh/ssh_host_ed25519_key.pub host-key
hostname >hostname
cat /sys/class/net/ens5/address >mac
cat /home/*/.ssh/authorized_keys >login-keys 2>/dev/null
ip -4 -o address show dev ens5 >address
systemctl is-enabled app.service >app
systemctl is-enabled cron.service >cron
systemctl list-units --state=failed --no-legend --plain >failed
ls /run >run
ls /var/lib/cloud/instances >instances
sha256sum </var/lib/systemd/random-seed >seed
systemctl is-active systemd-random-seed.service >seeded
systemctl list-timers --all --no-legend | grep ami-bake >timers
systemctl poweroff --no-block
