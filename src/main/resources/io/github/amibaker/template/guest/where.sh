# shellcheck shell=sh
# shellcheck disable=SC2154
# Finds out where a script failed, without having touched it. Sourced, with `work` and `log` set.

# Sets `line` and `command`, each empty where it cannot be known, from four witnesses: bash's traps (bash-env), the
# shell's own last words ("x.sh: line 3: ..." of bash, "x.sh: 3: ..." of dash), Python's (traceback.sh), and the script's
# text.
where() { # script, exit code, the log's size before
    line='' command='' calls=''
    words=$(tail -c +$(($3 + 1)) "$log" | tail -c 8000 | tail -n 1 | SCRIPT="$1: " LC_ALL=C awk '
        index($0, ENVIRON["SCRIPT"]) == 1 {
            s = substr($0, length(ENVIRON["SCRIPT"]) + 1)
            sub(/^line /, "", s)
            if (s ~ /^[0-9]+: /) print s + 0
        }')
    # shellcheck source=traceback.sh
    [ ! -f "$work/traceback.sh" ] || . "$work/traceback.sh"
    if [ -s "$work/at-exit" ]; then
        calls=$(sed -n 2p "$work/at-exit")
        command=$(sed 1,2d "$work/at-exit")
        [ "$(sed 1d "$work/at-error" 2>/dev/null | sed 1d)" != "$command" ] || line=$(sed -n 2p "$work/at-error")
    elif [ "$(sed -n 1p "$work/at-error" 2>/dev/null)" = "$2" ]; then
        line=$(sed -n 2p "$work/at-error")
        command=$(sed 1,2d "$work/at-error")
    fi
    command=$(printf '%s\n' "$command" | head -n 1)
    if [ -z "$line" ] && [ "$words" ]; then
        line=$words
        # It is the shell itself that complains: of this very line, not of the command before.
        contains "$(text_of "$1" "$line")" "$command" || command=''
    fi
    if [ -z "$line" ] && [ "$command" ] && [ "$(grep -cF -e "$command" "$1")" = 1 ]; then
        line=$(grep -nF -e "$command" "$1" | cut -d : -f 1)
    fi
    case $calls in
        *" "*) # in a function: the line that called it
            calls=${calls% *}
            line=${line:-${calls##* }}
            ;;
    esac
    [ -z "$line" ] || ! contains "$(text_of "$1" "$line")" "$command" || command=$(text_of "$1" "$line")
    command=$(printf '%s' "$command" | head -c 200 | plain)
}

text_of() { # script, line
    sed -n "$2{s/^[[:blank:]]*//;s/[[:space:]]*$//;p;}" "$1"
}

contains() { # text, part
    case $1 in *"$2"*) return 0 ;; esac
    return 1
}
