#!/bin/bash
set -e
echo "about to break"
true
ls /no/such/folder
echo never
