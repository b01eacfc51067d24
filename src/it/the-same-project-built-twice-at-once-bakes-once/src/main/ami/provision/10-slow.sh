#!/bin/sh
set -eu
sleep 15
echo baked > /etc/baked
