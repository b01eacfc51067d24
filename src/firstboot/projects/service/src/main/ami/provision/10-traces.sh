#!/bin/bash
# Leaves what a builder's life leaves: logs, journal, histories, keys, caches, a lease, all with the secret in it.
set -eux
echo "$CANARY"
logger --tag canary "$CANARY"
systemd-cat echo "$CANARY"
mkdir -p /root/.ssh /home/admin/.ssh /opt/app
for home in /root /home/admin; do
    echo "ssh-ed25519 AAAA$CANARY builder" >>$home/.ssh/authorized_keys
    echo "export PASSWORD=$CANARY" >>$home/.bash_history
done
echo "$CANARY" >/tmp/left
echo "$CANARY" | tee /var/tmp/left /var/cache/apt/archives/canary.deb /var/lib/apt/lists/canary >/dev/null
echo "$CANARY" | gzip >/var/log/canary.log.1.gz
echo "$CANARY" >/var/log/canary.log
echo "$0 ran" >>/opt/app/runs
cp /etc/machine-id /opt/app/machine-id-of-the-builder
cp /etc/ssh/ssh_host_ed25519_key.pub /opt/app/host-key-of-the-builder
# The service took a seed at the boot, and will write another when it stops.
systemctl is-active systemd-random-seed.service
sha256sum </var/lib/systemd/random-seed >/opt/app/seed-of-the-builder
mkdir -p /var/lib/urandom
echo "$CANARY" | tee /var/lib/systemd/random-seed >/var/lib/urandom/random-seed
