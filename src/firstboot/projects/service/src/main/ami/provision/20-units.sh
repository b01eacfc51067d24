#!/bin/sh
# One unit more and one less than the base image has.
set -eu
cat >/etc/systemd/system/app.service <<'UNIT'
[Unit]
Description=Counts the boots of this machine

[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo booted >>/opt/app/boots'

[Install]
WantedBy=multi-user.target
UNIT
systemctl enable app.service
systemctl disable cron.service
