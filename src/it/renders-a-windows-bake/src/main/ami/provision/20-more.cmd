@echo off
echo more
