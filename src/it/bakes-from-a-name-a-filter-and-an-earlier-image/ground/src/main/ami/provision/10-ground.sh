#!/bin/sh
set -eu
echo ground > /etc/ground
