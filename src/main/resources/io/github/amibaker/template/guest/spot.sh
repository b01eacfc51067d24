# shellcheck shell=sh
# shellcheck disable=SC2154
# Looks out for the notice that EC2 takes this spot instance back, which comes two minutes before as a rule, and tells the
# stack: there is no waiting for a builder that is gone. Sourced by provision.sh.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html

watch_spot() {
    [ "$(metadata meta-data/instance-life-cycle)" != on-demand ] || return
    until [ -d "$told" ]; do
        if notice=$(metadata meta-data/spot/instance-action); then
            what="EC2 takes the spot instance back at $(printf '%s' "$notice" | sed 's/.*"time": *"\([^"]*\)".*/\1/' | head -n 1 | plain | head -c 40)"
            say "FAILED $what"
            signal FAILURE "$what" ami-spot-interruption
            return
        fi
        sleep 5
    done
}
watch_spot </dev/null >/dev/null 2>&1 4>&- &
