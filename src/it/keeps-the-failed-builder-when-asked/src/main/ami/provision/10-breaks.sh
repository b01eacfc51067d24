#!/bin/bash
echo broken > /etc/broken
exit 7
