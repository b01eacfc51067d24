#!/bin/sh
echo baked >/etc/baked
