#!/bin/sh
set -eu
sleep 3
echo "${WHAT-first}" > /etc/baked
test "${WHAT-first}" != broken
