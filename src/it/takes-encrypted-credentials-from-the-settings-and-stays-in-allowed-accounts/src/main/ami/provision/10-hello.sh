#!/bin/bash
set -euo pipefail
echo "hello from $AMI_STACK_NAME in $AMI_REGION on $AMI_BASE_IMAGE"
echo baked > /etc/baked
