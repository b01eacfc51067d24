#!/bin/sh -e
systemctl enable --now proxy.service
mkdir /opt/carried
env | LC_ALL=C sort | grep -v '^PWD=' >/run/before
sha256sum </run/before >/opt/carried/before
