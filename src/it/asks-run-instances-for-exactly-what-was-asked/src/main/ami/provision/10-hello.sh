#!/bin/sh
echo "as asked"
