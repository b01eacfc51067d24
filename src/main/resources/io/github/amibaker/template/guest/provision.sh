#!/bin/sh
# Lays the user's files over the image and runs the user's scripts in order; the first failure is signalled at once.
# Started by the user data, as root, with AMI_STACK_NAME, AMI_REGION, AMI_BASE_IMAGE, AMI_SIGNAL*,
# AMI_PROVISION_TIMEOUT and AMI_POWER_OFF_AFTER. Beside it lie: order, scripts/, environment, files/ and owners (if any) and the other parts of the guest.
# Of a script that has settings of its own, the Nth, each.N, environment.N and secrets.N as well.
set -u
export HOME=/root
work=$(cd "$(dirname "$0")" && pwd)
# After a reboot, what the user data had exported: resume.sh.
# shellcheck source=/dev/null
[ ! -f "$work/exported" ] || . "$work/exported"

# shellcheck source=report.sh
. "$work/report.sh"
# shellcheck source=where.sh
. "$work/where.sh"
# shellcheck source=run.sh
. "$work/run.sh"

# A part of the guest that only some bakes carry.
# shellcheck source=/dev/null
part() { [ ! -f "$work/$1.sh" ] || . "$work/$1.sh"; }

# To the log, which goes to the console.
say() { printf 'ami-bake: %s\n' "$*" >>"$log"; }

# What finish.sh and the switch need to know, as neither gets this environment.
settings() {
    for name in work sender http_proxy https_proxy no_proxy AMI_STACK_NAME AMI_REGION AMI_SIGNAL_URL \
        AMI_SIGNAL_RESOURCE AMI_PROVISION_TIMEOUT AMI_POWER_OFF_AFTER since over AWS_ENDPOINT_URL \
        AWS_ENDPOINT_URL_CLOUDFORMATION AWS_EC2_METADATA_SERVICE_ENDPOINT; do
        eval "value=\${$name-}"
        [ -z "$value" ] || printf "%s='%s'; export %s\n" $name "$(printf '%s' "$value" | sed "s/'/'\\\\''/g")" $name
    done
}

# Arms the switch. A timer of systemd's is nothing that a script could kill, stop or hang with it; where there is none
# a process of its own must do. By its own description systemd would show the command, address and all. Another, which
# needs neither a disk nor a new process by then, is the last resort; it hears no signal but that of systemd's last
# stage, which would wait for it for a minute and a half, at each reboot.
arm() {
    read -r up _ </proc/uptime
    ends=$((${up%.*} + left))
    wait="trap '' HUP INT TERM
        till() { while read -r up _ </proc/uptime && [ \${up%.*} -lt \$1 ]; do sleep \$((\$1 - \${up%.*})); done; }
        (trap 'read -r who </proc/1/comm; [ \"\$who\" != systemd-shutdow ] || exit' TERM
        till $((ends + 200)); echo o >/proc/sysrq-trigger) &"
    text=$(cat "$work/settings" "$work/report.sh" "$work/switch.sh")
    if [ -d /run/systemd/system ] && systemd-run --quiet --unit=ami-bake-switch --on-active="$left" \
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

# What cloud-init runs at every boot from here on. A reboot ends all this, and the user data runs but once.
at_reboot() {
    mkdir -p "${hook%/*}"
    (umask 077 && {
        echo '#!/bin/sh'
        if [ -f "$work/resume.sh" ]; then
            echo "exec sh '$work/provision.sh'"
        else
            cat "$work/settings" "$work/report.sh" ${since:+"$work/spot.sh"} "$work/rebooted.sh"
        fi
    } >"$hook" && chmod 700 "$hook") 2>>"$log"
}

# Copies the log to the console as it grows, by a process of its own: a slow serial line must not hold up a script.
follow() {
    sleep infinity &
    log_open=$!
    { tail -c +$((seen + 1)) -s 0.1 -f --pid=$log_open "$log" >&4 2>/dev/null; : >"$work/followed"; } &
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
    rm -f "$hook"
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
            give_up "files: no $name in $table" "files: the base image has no $name in $table, whom <owner> or <group> name; let the script that makes it chown"
    done <"$work/owners"
    tar -C "$work/files" -cf - . 2>>"$log" |
        tar -C / -xpf - --keep-directory-symlink --no-overwrite-dir 2>>"$log" ||
        give_up "files (exit code $?)" "the files could not be laid over /$(last_lines 0)"
}

# Fetches what the environment only refers to, into a variable of this shell: on no disk, in no process but the scripts'.
fetch_secrets() { # file with the references
    fetched=''
    [ -f "$1" ] || return 0
    say "secrets"
    echo "0 secrets" >"$work/now"
    command -v python3 >/dev/null || give_up "secrets: no python3" "secrets: they are fetched with python3, which this image lacks"
    fetched=$(python3 -I "$work/resolve.py" "$AMI_REGION" "$1" 2>"$work/why" </dev/null) || {
        why=$(head -c 900 "$work/why" | plain)
        give_up "secrets: $why" "secrets: $why"
    }
}

run_all() {
    count=$(grep -c '' "$work/order")
    number=0
    while IFS= read -r name; do
        number=$((number + 1))
        [ $number -gt "${passed:-0}" ] || continue
        with='' nth='' own_secrets=''
        own
        say "script $number/$count $name"
        started=$(date +%s)
        until try; do again || give_up "$what$nth" "$why$nth$(last_lines "$start")"; done
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
# What may have come in the environment would be handed on.
unset as taken left since over passed fetched secrets own_secrets
# shellcheck disable=SC2034
over=$(($(date +%s) + AMI_POWER_OFF_AFTER))
left=$AMI_POWER_OFF_AFTER
: >>"$log"
chmod 600 "$log"
seen=$(wc -c <"$log") # before a reboot
rmdir "$told" 2>/dev/null
part each
part spot
part resume
settings >"$work/settings"
part ca
arm
at_reboot
follow
${trust-}
[ "${passed-}" ] || {
    part stage
    lay_files
}
fetch_secrets "$work/secrets"
secrets=$fetched
run_all
finish
