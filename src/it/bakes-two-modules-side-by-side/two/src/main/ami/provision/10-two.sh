#!/bin/sh
set -eu
sleep 4
echo two > /etc/module
