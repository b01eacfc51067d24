# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# Runs one script: by its interpreter, in its environment, in a folder of its own. Sourced by provision.sh.

cr=$(printf '\r')
blank=$(printf ' \t')

# Splits the first line as the kernel does: interpreter, and all that follows as one argument.
# Done here, so that it works too where the folder is mounted noexec.
interpreter() { # the first line without its end
    rest=${1#"#!"}
    rest=${rest#"${rest%%[!"$blank"]*}"}
    rest=${rest%"${rest##*[!"$blank"]}"}
    program=${rest%%["$blank"]*}
    argument=${rest#"$program"}
    argument=${argument#"${argument%%[!"$blank"]*}"}
}

# Becomes the script. The environment is read last: its names are the user's and may be any of ours.
become() { # folder, command and its arguments
    cd "$1" || exit
    shift
    # shellcheck disable=SC3045
    [ -z "$secrets$own_secrets" ] || ulimit -c 0 # no dump has them
    unset AMI_SIGNAL AMI_SIGNAL_URL AMI_SIGNAL_RESOURCE AMI_PROVISION_TIMEOUT AMI_POWER_OFF_AFTER
    eval "$secrets
$(cat "$work/environment")
$own_secrets
$(cat "$work/environment.$number" 2>/dev/null)"
    exec "$@"
}

# What each.sh and resume.sh put other functions in the place of, where a script has settings of its own.
own() { :; }
execute() { (become "$@"); }
again() { false; }

run() { # script's path
    path=$1
    first=$(head -c 256 "$path" | tr -d '\000' | head -n 1)
    case $first in
        *"$cr")
            mkdir -p "$work/unix"
            path=$work/unix/${path##*/}
            LC_ALL=C sed "s/$cr\$//" "$1" >"$path"
            first=${first%"$cr"}
            ;;
    esac
    case $with$first in
        "#!"*)
            interpreter "$first"
            set -- "$program" ${argument:+"$argument"} "$path"
            ;;
        *)
            first=$with
            set -f
            # shellcheck disable=SC2086
            set -- $with "$path"
            set +f
            command -v "$1" >/dev/null || give_up "script $name: no $1" "$name: $1, which is to run it, is not on the builder"
            ;;
    esac
    case $first in
        *bash*) grep -qs '^export BASH_ENV=' "$work/environment" "$work/environment.$number" || set -- env "BASH_ENV=$work/bash-env" "$@" ;;
    esac
    rm -f "$work/at-error" "$work/at-exit"
    folder=$(mktemp -d /var/tmp/ami-bake.XXXXXX)
    pipe=$work/pipe.$number.${attempt-}
    mkfifo "$pipe"
    { cat <"$pipe" >>"$log"; : >"$pipe.ended"; } 4>&- &
    execute "$folder" "$@" <"/dev/null" >"$pipe" 2>&1 4>&-
    code=$?
    # What a script leaves running may keep the pipe open: it is read on, but not waited for. A slow disk is.
    await "$pipe.ended" 20
    [ -e "$pipe.ended" ] || find /proc/[0-9]*/fd/[12] -lname "$pipe" 2>/dev/null | grep -q . || await "$pipe.ended" 200
    rm -rf "$folder"
    [ -z "$(tail -c 1 "$log" | tr '\000' x)" ] || echo >>"$log"
    return $code
}

# Runs the script `name`; when it fails, `what` and `why` tell of it.
try() {
    start=$(wc -c <"$log")
    printf '%s %s\n' "$start" "$name" >"$work/now"
    late=''
    run "$work/scripts/$name"
    code=$?
    [ $code != 0 ] || return 0
    where "$path" $code "$start"
    how="exit code $code"
    ended="ended with exit code $code"
    [ $code -le 128 ] || ! killer=$(kill -l $code 2>/dev/null) || ended="$ended (signal $killer)"
    [ -z "$late" ] || how=$late ended=$late
    what="script $name${line:+ line $line}${command:+: $command} ($how)"
    why="$name${line:+ line $line}${command:+: \"$command\"} $ended"
    return 1
}
