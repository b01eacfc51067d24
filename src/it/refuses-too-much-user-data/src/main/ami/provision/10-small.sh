#!/bin/sh
echo small
