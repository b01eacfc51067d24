#!/bin/sh
# Long enough for the other image to be there before the function makes ours.
sleep 5
