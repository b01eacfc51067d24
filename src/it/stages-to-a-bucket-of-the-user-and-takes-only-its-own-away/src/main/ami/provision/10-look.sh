#!/bin/bash
echo staged >/etc/staged
