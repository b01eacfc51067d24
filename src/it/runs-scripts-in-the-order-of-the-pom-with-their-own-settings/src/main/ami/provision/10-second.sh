#!/bin/sh
echo "second ${MINE-} $ALL" >>/etc/order
