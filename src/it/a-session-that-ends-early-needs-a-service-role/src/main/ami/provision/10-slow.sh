#!/bin/sh
set -eu
sleep 4
echo baked >/etc/baked
