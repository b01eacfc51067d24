#!/bin/sh
set -eu
echo "$AMI_BASE_IMAGE" > /etc/base
