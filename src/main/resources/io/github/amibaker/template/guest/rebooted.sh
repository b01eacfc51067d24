# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# The builder rebooted where no script was to reboot it: tells so, and ends it when its time is over. Follows settings,
# report.sh and spot.sh, which knows better `as` what it was `taken`, in what cloud-init runs at the next boot.

name=$(grep ^ami-bake: "$log" | tail -n 1 | sed -n 's,.*: script [0-9]*/[0-9]* ,,p')
what=${taken:-"the builder rebooted${name:+ while $name ran}, which no script may that has no expectReboot"}
printf 'ami-bake: FAILED %s\n' "$what" >&4
signal FAILURE "$what$(last_lines 0)" ${as-}
rm -f "$hook"
(
    sleep $((over - $(date +%s)))
    power_off
) >/dev/null 2>&1 4>&- &
