#!/bin/sh
set -eu
# What is laid over / is there before the first script.
/usr/local/bin/greet > /etc/greeting
