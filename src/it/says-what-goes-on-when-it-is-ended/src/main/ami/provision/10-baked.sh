#!/bin/sh
set -eu
echo baked > /etc/baked
