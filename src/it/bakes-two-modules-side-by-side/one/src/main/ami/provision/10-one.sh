#!/bin/sh
set -eu
echo one > /etc/module
