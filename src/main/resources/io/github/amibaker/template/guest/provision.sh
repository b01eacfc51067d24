#!/bin/sh
# Lays the user's files over the image and runs the user's scripts in order; the first failure is signalled at once.
# Started by the user data, as root, with AMI_STACK_NAME, AMI_REGION, AMI_BASE_IMAGE, AMI_SIGNAL*,
# AMI_PROVISION_TIMEOUT and AMI_POWER_OFF_AFTER. Beside it lie: order, scripts/, environment, files/ and owners (if any) and the other parts of the guest.
set -u
export HOME=/root
work=$(cd "$(dirname "$0")" && pwd)
cr=$(printf '\r')
blank=$(printf ' \t')

# shellcheck source=report.sh
. "$work/report.sh"
# shellcheck source=where.sh
. "$work/where.sh"

# To the log, which goes to the console.
say() { printf 'ami-bake: %s\n' "$*" >>"$log"; }

# What finish.sh and the switch need to know, as neither gets this environment.
settings() {
    for name in work sender AMI_STACK_NAME AMI_REGION AMI_SIGNAL_URL AMI_SIGNAL_RESOURCE AMI_PROVISION_TIMEOUT \
        AMI_POWER_OFF_AFTER AWS_ENDPOINT_URL AWS_ENDPOINT_URL_CLOUDFORMATION AWS_EC2_METADATA_SERVICE_ENDPOINT; do
        eval "value=\${$name-}"
        [ -z "$value" ] || printf "%s='%s'; export %s\n" $name "$(printf '%s' "$value" | sed "s/'/'\\\\''/g")" $name
    done
}

# Arms the switch. A timer of systemd's is nothing that a script could kill, stop or hang with it; where there is none
# a process of its own must do. By its own description systemd would show the command, address and all. Another, which needs neither a disk nor a new process by then, is the last resort.
arm() {
    read -r up _ </proc/uptime
    ends=$((${up%.*} + AMI_POWER_OFF_AFTER))
    wait="trap '' HUP INT TERM
        till() { while read -r up _ </proc/uptime && [ \${up%.*} -lt \$1 ]; do sleep \$((\$1 - \${up%.*})); done; }
        (till $((ends + 200)); echo o >/proc/sysrq-trigger) &"
    text=$(cat "$work/settings" "$work/report.sh" "$work/switch.sh")
    if [ -d /run/systemd/system ] && systemd-run --quiet --unit=ami-bake-switch --on-active="$AMI_POWER_OFF_AFTER" \
        --timer-property=AccuracySec=1s --property=DefaultDependencies=no --description="ami-bake: the switch" \
        sh -c "$(printf '%s' "$text" | sed 's/\$/$$/g')" >>"$log" 2>&1; then
        text=
    else
        text="till $ends
$text"
    fi
    setsid sh -c "$wait
$text" </dev/null >/dev/null 2>&1 4>&- &
    echo "switch=$!" >>"$work/settings"
}

# Copies the log to the console as it grows, by a process of its own: a slow serial line must not hold up a script.
follow() {
    sleep infinity &
    log_open=$!
    { tail -n +1 -s 0.1 -f --pid=$log_open "$log" >&4 2>/dev/null; : >"$work/followed"; } &
}

# Lets the console catch up with the log, for five seconds at most.
stop_following() {
    kill $log_open 2>/dev/null
    await "$work/followed" 100
}

await() { # file, tries of 0.05 s
    tries=0
    until [ -e "$1" ] || [ $tries -ge "$2" ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
}

give_up() { # line for the log, reason
    say "FAILED $1"
    signal FAILURE "$2"
    stop_following
    exit 1
}

# Directories that exist keep their mode, and symbolic links to directories (/lib) stay links.
lay_files() {
    [ -d "$work/files" ] || return 0
    say "files"
    echo "0 files" >"$work/now"
    [ ! -f "$work/owners" ] || while read -r table name; do
        grep -q "^$name:" "/etc/$table" || getent "$table" "$name" >>"$log" 2>&1 ||
            give_up "files: no $name in $table" "files: the base image has no $name in $table, whom <owner> or <group> name; who is made by a script comes too late: let that script chown"
    done <"$work/owners"
    tar -C "$work/files" -cf - . 2>>"$log" |
        tar -C / -xpf - --keep-directory-symlink --no-overwrite-dir 2>>"$log" ||
        give_up "files (exit code $?)" "the files could not be laid over /$(last_lines 0)"
}

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

# Fetches what the environment only refers to, into a variable of this shell: on no disk, in no process but the scripts'.
fetch_secrets() {
    unset secrets # it may have come in the environment, and would be handed on
    secrets=''
    [ -f "$work/secrets" ] || return 0
    say "secrets"
    echo "0 secrets" >"$work/now"
    command -v python3 >/dev/null || give_up "secrets: no python3" "secrets: they are fetched with python3, which this image lacks"
    secrets=$(python3 -I "$work/resolve.py" "$AMI_REGION" 2>"$work/why") || {
        why=$(head -c 900 "$work/why" | plain)
        give_up "secrets: $why" "secrets: $why"
    }
}

# Becomes the script. The environment is read last: its names are the user's and may be any of ours.
become() { # folder, command and its arguments
    cd "$1" || exit
    shift
    # shellcheck disable=SC3045
    [ -z "$secrets" ] || ulimit -c 0 # no dump has them
    unset AMI_SIGNAL AMI_SIGNAL_URL AMI_SIGNAL_RESOURCE AMI_PROVISION_TIMEOUT AMI_POWER_OFF_AFTER
    eval "$secrets
$(cat "$work/environment")"
    exec "$@"
}

run() { # script's path, number
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
    set -- "$path"
    case $first in
        "#!"*)
            interpreter "$first"
            set -- "$program" ${argument:+"$argument"} "$path"
            ;;
        *) chmod +x "$path" ;;
    esac
    case $first in
        *bash*) grep -q '^export BASH_ENV=' "$work/environment" 2>/dev/null || set -- env "BASH_ENV=$work/bash-env" "$@" ;;
    esac
    rm -f "$work/at-error" "$work/at-exit"
    folder=$(mktemp -d /var/tmp/ami-bake.XXXXXX)
    pipe=$work/pipe.$number
    mkfifo "$pipe"
    { cat <"$pipe" >>"$log"; : >"$pipe.ended"; } 4>&- &
    (become "$folder" "$@") <"/dev/null" >"$pipe" 2>&1 4>&-
    code=$?
    # What a script leaves running may keep the pipe open: it is read on, but not waited for.
    await "$pipe.ended" 20
    rm -rf "$folder"
    [ -z "$(tail -c 1 "$log" | tr '\000' x)" ] || echo >>"$log"
    return $code
}

run_all() {
    count=$(grep -c '' "$work/order")
    number=0
    while IFS= read -r name; do
        number=$((number + 1))
        say "script $number/$count $name"
        started=$(date +%s)
        start=$(wc -c <"$log")
        printf '%s %s\n' "$start" "$name" >"$work/now"
        run "$work/scripts/$name"
        code=$?
        if [ $code != 0 ]; then
            where "$path" $code "$start"
            ended="ended with exit code $code"
            [ $code -le 128 ] || ! killer=$(kill -l $code 2>/dev/null) || ended="$ended (signal $killer)"
            give_up "script $name${line:+ line $line}${command:+: $command} (exit code $code)" \
                "$name${line:+ line $line}${command:+: \"$command\"} $ended$(last_lines "$start")"
        fi
        seconds=$(($(date +%s) - started))
        say "script $name done in $seconds s"
        printf '%s %s s, ' "$name" $seconds >>"$work/data"
    done <"$work/order"
}

# Cloud-init's last stage writes after the user data has ended, so the cleaning waits for it where it can.
finish() {
    # shellcheck disable=SC1091
    (. /etc/os-release && printf '%s' "${PRETTY_NAME-}") >>"$work/data" 2>/dev/null
    if [ -d /run/systemd/system ]; then
        systemd-run --quiet --no-block --unit=ami-bake-finish --property=After=cloud-final.service \
            --property=DefaultDependencies=no sh "$work/finish.sh" >>"$log" 2>&1 || give_up "systemd-run (exit code $?)" "systemd-run failed$(last_lines 0)"
        stop_following
    else
        stop_following
        exec sh "$work/finish.sh"
    fi
}

umask 022
: >>"$log"
chmod 600 "$log"
rmdir "$work.told" 2>/dev/null
settings >"$work/settings"
arm
follow
lay_files
fetch_secrets
run_all
finish
