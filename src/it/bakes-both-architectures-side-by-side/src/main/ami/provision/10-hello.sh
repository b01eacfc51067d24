#!/bin/bash
echo "${GREETING-hello}" > /etc/greeting
