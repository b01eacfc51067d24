#!/bin/sh
echo "came from S3"
exit 3
