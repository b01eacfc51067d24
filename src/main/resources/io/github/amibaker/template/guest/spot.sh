# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# Tells the stack that EC2 takes this spot instance back: there is no waiting for a builder that is gone. Looks out for
# EC2's notice, which comes two minutes before as a rule; where that was missed, EC2 starts the instance again once it has
# room, and what was provisioned by then is a ruin. Sourced by provision.sh, and part of what cloud-init runs at the next
# boot.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/interruption-behavior.html

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

# When the instance was started: a reboot leaves that as it is, a stop and a start do not.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
started() {
    for _ in 1 2 3; do metadata dynamic/instance-identity/document && break; done |
        sed -n 's/.*"pendingTime" *: *"\([^"]*\)".*/\1/p' | plain | head -c 40
}

# Where the scripts may go on after a reboot, the work folder is on disk; else the settings have it by then.
[ ! -f "$work/since" ] || read -r since <"$work/since"
if [ "${since-}" ]; then
    now=$(started)
    # What EC2 stopped only EC2 starts. That somebody else did both is not to be seen from here.
    [ "${now:-$since}" = "$since" ] || {
        taken="the spot instance was stopped and started again, as EC2 does when it takes one back"
        as=ami-spot-interruption
    }
elif [ "$(metadata meta-data/instance-life-cycle)" != on-demand ]; then
    since=$(started)
    echo "$since" >"$work/since"
fi
watch_spot </dev/null >/dev/null 2>&1 4>&- &
