#!/bin/sh
echo third ran
