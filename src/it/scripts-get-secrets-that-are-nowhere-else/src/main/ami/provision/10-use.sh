#!/bin/bash
set -eu
printf %s "$PASSWORD" | sha256sum >/etc/password.sha256
printf %s "$KEY" | sha256sum >/etc/key.sha256
