#!/bin/sh
set -eu
echo locked > /etc/locked
