#!/bin/bash
set -e
sha256sum </opt/large.bin >/etc/large.sha256
env | grep -e ^AMI_STAGED -e Amz >/etc/leaked || :
