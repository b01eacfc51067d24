#!/bin/sh
set -eu
echo "baked by $AMI_STACK_NAME from $AMI_BASE_IMAGE in $AMI_REGION" > /opt/sample/origin
