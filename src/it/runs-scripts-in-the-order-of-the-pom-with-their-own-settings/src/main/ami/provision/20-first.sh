#!/bin/sh
echo "first ${MINE-} $ALL" >>/etc/order
