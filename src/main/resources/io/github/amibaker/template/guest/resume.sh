# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# Lets the scripts go on after a reboot that one of them expects: the work folder is on disk then, and cloud-init starts
# provision.sh anew at every boot. Sourced by provision.sh, after each.sh.

# Notes where it stands, and when it must have ended.
begin() { echo "$number $over" >"$work/position"; }

# The reboot that a script asked for may begin only when the script has ended: by then nothing else may have begun, and
# what the script ended with is not judged. It is on its way when systemd has a job for it or a time, or logind waits.
await_reboot() {
    tries=0
    while [ $tries -lt 50 ]; do
        sleep 0.2
        ! going_down || tries=0
        tries=$((tries + 1))
    done
    [ "$code" != 0 ] || say "script $name did not reboot the builder"
}
going_down() {
    [ -d /run/systemd/system ] || return
    [ -e /run/systemd/shutdown/scheduled ] || systemctl list-jobs 2>&1 | grep -q '\(reboot\|kexec\)\.target' ||
        busctl get-property org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager PreparingForShutdown 2>&1 |
        grep -q true
}

if [ -f "$work/position" ]; then
    read -r passed over <"$work/position"
    left=$((over - $(date +%s)))
    [ $left -gt 0 ] || left=1
    name=$(sed -n "${passed}p" "$work/order")
    { [ -z "${taken-}" ] && grep -qs '^reboots=' "$work/each.$passed"; } || {
        # shellcheck source=rebooted.sh
        . "$work/rebooted.sh"
        exit 1
    }
    say "script $name rebooted the builder"
else
    # What was staged lies here by then.
    (unset AMI_STAGED && export -p) >"$work/exported"
    number=0
    begin
fi
