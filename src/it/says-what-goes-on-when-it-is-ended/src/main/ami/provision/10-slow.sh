#!/bin/sh
set -eu
sleep 20
echo baked > /etc/baked
