#!/bin/sh -e
[ ! -e /run/memory ]
env | LC_ALL=C sort | grep -v '^PWD=' >/run/after
sha256sum </run/after >/opt/carried/after
env | grep -ic '^https\{0,1\}_proxy=http://127.0.0.1:3128$' >/opt/carried/proxied
certificate=$(sed -n 2p /usr/local/share/ca-certificates/ami-bake-1-corporate.crt)
grep -cF "$certificate" /etc/ssl/certs/ca-certificates.crt >/opt/carried/trusted
grep -qF "$certificate" "$SSL_CERT_FILE"
