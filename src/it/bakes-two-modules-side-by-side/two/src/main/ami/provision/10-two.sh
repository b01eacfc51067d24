#!/bin/sh
set -eu
echo two > /etc/module
