# shellcheck shell=sh
# shellcheck disable=SC2154
# The dead man's switch goes off: signals FAILURE, then powers off, whatever still runs.
# Follows settings and report.sh in one text, for by now all files may be gone; writes to no disk, which may hang.

out_of_time() {
    read -r start name 2>/dev/null <"$work/now"
    what="out of time after $AMI_POWER_OFF_AFTER s${name:+, still at $name}"
    say "FAILED $what"
    signal FAILURE "$what$(last_lines "${start:-0}" 2>/dev/null)"
}

echo -1000 >/proc/self/oom_score_adj
if [ -d "$told" ]; then
    sleep 10 # for a signal that is on its way
else
    out_of_time &
    tries=0
    while kill -0 $! 2>/dev/null && [ $tries -lt 60 ]; do
        sleep 1
        tries=$((tries + 1))
    done
fi
# What still runs of the user data may hear no signal, and nobody will image this: it is not waited for.
systemctl kill --signal=KILL cloud-final.service 2>/dev/null
power_off
