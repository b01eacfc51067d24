#!/bin/sh
set -eu
cp /etc/ground /etc/found-in-the-base
