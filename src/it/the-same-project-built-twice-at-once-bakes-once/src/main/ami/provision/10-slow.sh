#!/bin/sh
set -eu
sleep 12
echo baked > /etc/baked
