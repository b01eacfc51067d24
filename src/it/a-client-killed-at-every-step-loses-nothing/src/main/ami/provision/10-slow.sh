#!/bin/sh
set -eu
sleep 40
echo baked > /etc/baked
