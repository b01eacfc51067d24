#!/bin/sh
echo "never" >>/etc/order
