#!/bin/sh
set -eu
sleep 30
echo baked > /etc/baked
