#!/bin/sh
set -eu
echo "${WHAT-first}" > /etc/baked
test "${WHAT-first}" != broken
