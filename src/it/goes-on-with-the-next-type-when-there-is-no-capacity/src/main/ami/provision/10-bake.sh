#!/bin/bash
echo baked >/etc/baked
