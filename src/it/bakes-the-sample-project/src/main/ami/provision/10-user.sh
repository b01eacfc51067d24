#!/bin/bash
set -euo pipefail
install -d -m 750 /opt/sample
printf '%s\n' "$GREETING" > /opt/sample/greeting
