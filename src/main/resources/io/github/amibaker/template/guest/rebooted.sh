# shellcheck shell=sh
# shellcheck disable=SC2154
# The builder rebooted where no script was to reboot it: tells so, and ends it when its time is over. Follows settings
# and report.sh in what cloud-init runs at the next boot.

name=$(grep '^ami-bake: ' "$log" | tail -n 1 | sed -n 's,^ami-bake: script [0-9]*/[0-9]* ,,p')
what="the builder rebooted${name:+ while $name ran}, which no script may that has no expectReboot"
printf 'ami-bake: FAILED %s\n' "$what" >&4
signal FAILURE "$what$(last_lines 0)"
rm -f "$hook"
(
    sleep $((over - $(date +%s)))
    power_off
) >/dev/null 2>&1 4>&- &
