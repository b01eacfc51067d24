#!/bin/sh
# Brings all packages of the distribution up to date, and says which changed.
#
# RELEASE_VERSION   of Amazon Linux 2023, the release to go to, such as 2023.11.20260511 (default: latest)
# Asks nothing: of a configuration file that somebody changed, the changed one is kept.
# Needs apt-get (Debian, Ubuntu) or dnf (Amazon Linux), and a mirror that the builder reaches.
# https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades-usage.html
set -eu

listed() {
    if [ "$manager" = apt ]; then
        dpkg-query -W -f '${Package} ${Version}\n'
    else
        rpm -qa --qf '%{NAME} %{VERSION}-%{RELEASE}\n'
    fi | sort
}

if command -v apt-get >/dev/null; then
    manager=apt
elif command -v dnf >/dev/null; then
    manager=dnf
else
    echo "update-packages: neither apt-get nor dnf is in this image" >&2
    exit 1
fi
before=$(mktemp)
after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT
listed >"$before"
if [ $manager = apt ]; then
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a
    # cloud-init or a timer may be at it: wait for the lock instead of failing.
    apt-get -q -o DPkg::Lock::Timeout=300 update
    apt-get -qy -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold dist-upgrade
else
    # shellcheck disable=SC1091
    system=$(. /etc/os-release && echo "${ID-}")
    # Its repositories have versions: a plain upgrade stays with that of the image, which has nothing new.
    [ "$system" != amzn ] || set -- "--releasever=${RELEASE_VERSION:-latest}"
    dnf -qy upgrade --refresh "$@"
fi
listed >"$after"
changed=$(comm -13 "$before" "$after")
if [ "$changed" ]; then
    printf 'changed: %s\n' "$changed" | sed '2,$s/^/changed: /'
else
    echo "nothing to update"
fi
