#!/bin/sh -e
env | grep -i _proxy= | sort > /etc/proxied
certificate=$(sed -n 2p /usr/local/share/ca-certificates/ami-bake-1-corporate.crt)
grep -F "$certificate" /etc/ssl/certs/ca-certificates.crt > /etc/trusted
grep -qF "$certificate" "$SSL_CERT_FILE"
