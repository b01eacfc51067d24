#!/bin/sh
set -eu
sleep 4
echo one > /etc/module
