#!/bin/sh
set -eu
# long enough for a client to be killed, and to come back, where the test asks for that
sleep "$PAUSE"
echo locked > /etc/locked
