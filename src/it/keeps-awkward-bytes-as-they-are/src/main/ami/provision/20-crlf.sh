#!/bin/bash
set -e
printf "%s\n" crlf > /etc/crlf
