#!/bin/sh
echo made > /etc/baked
