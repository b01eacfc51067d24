# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# Sets `line` where a traceback of Python's is what a script ended with: one line of words follows its last frame of the
# script itself. Sourced by where.sh, with its arguments, in bakes with a script in Python.

[ "$2" != 1 ] || line=$(tail -c +$(($3 + 1)) "$log" | tail -c 8000 | SCRIPT="  File \"$1\", line " LC_ALL=C awk '
    index($0, ENVIRON["SCRIPT"]) == 1 { frame = substr($0, length(ENVIRON["SCRIPT"]) + 1) + 0; after = 0; next }
    !/^ / { after++ }
    END { if (frame && after == 1) print frame }')
