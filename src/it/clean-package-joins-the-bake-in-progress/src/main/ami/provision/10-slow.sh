#!/bin/sh
set -eu
sleep 25
echo baked > /etc/baked
