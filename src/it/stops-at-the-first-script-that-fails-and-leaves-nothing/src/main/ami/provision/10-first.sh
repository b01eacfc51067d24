#!/bin/sh
echo first ran
