#!/bin/sh
echo volumes > /etc/baked
