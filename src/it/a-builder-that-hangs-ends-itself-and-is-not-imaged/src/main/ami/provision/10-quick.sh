#!/bin/sh
echo quick
