#!/bin/bash
set -e
echo "about to break"
cat /no/such/file
