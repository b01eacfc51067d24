#!/bin/bash
set -e
sha256sum <"$AMI_ARTIFACT" >/etc/jar.sha256
stat -c '%n %U:%g %a' "$AMI_ARTIFACT" /etc/placed /etc/placed/app.conf /etc/placed-as-it-is/app.conf >/etc/owners
