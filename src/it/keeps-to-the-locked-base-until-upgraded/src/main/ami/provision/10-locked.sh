#!/bin/sh
set -eu
# long enough for a client to be killed, and to come back
sleep 5
echo locked > /etc/locked
