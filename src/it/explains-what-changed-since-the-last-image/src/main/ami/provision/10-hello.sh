#!/bin/bash
echo hello > /etc/greeting
