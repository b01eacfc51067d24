#!/bin/sh
set -eu
token=$(date +%s%N)
echo "$token" >>sessions.log
printf '{"Version": 1, "AccessKeyId": "000000000280", "SecretAccessKey": "test", "SessionToken": "%s"}\n' "$token"
