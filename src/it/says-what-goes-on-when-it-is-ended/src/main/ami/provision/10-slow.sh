#!/bin/sh
set -eu
sleep 32
echo baked > /etc/baked
