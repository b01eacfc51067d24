#!/bin/sh
# Installs the agent of AWS Systems Manager and starts it at boot: sessions without a key or an open port.
#
# SSM_AGENT_URL   a package to install instead (default: AWS's bucket in the builder's region)
# Needs dnf or dpkg, curl, and a way to that bucket; instances need a profile with AmazonSSMManagedInstanceCore.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/manually-install-ssm-agent-linux.html
set -eu

unit=amazon-ssm-agent.service
fail() {
    echo "ssm-agent: $1" >&2
    exit 1
}

if command -v snap >/dev/null && snap list amazon-ssm-agent >/dev/null 2>&1; then
    # As Ubuntu's own images have it.
    unit=snap.amazon-ssm-agent.amazon-ssm-agent.service
elif ! command -v amazon-ssm-agent >/dev/null; then
    case $(uname -m) in
        x86_64) machine=amd64 ;;
        aarch64) machine=arm64 ;;
        *) fail "there is no package for $(uname -m)" ;;
    esac
    if command -v dnf >/dev/null; then
        folder=linux_$machine package=amazon-ssm-agent.rpm install="dnf -qy install"
    elif command -v dpkg >/dev/null; then
        folder=debian_$machine package=amazon-ssm-agent.deb install="dpkg -i"
    else
        fail "neither dnf nor dpkg is in this image"
    fi
    case ${AMI_REGION:?} in cn-*) domain=amazonaws.com.cn ;; *) domain=amazonaws.com ;; esac
    url=${SSM_AGENT_URL:-https://s3.$AMI_REGION.$domain/amazon-ssm-$AMI_REGION/latest/$folder/$package}
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    curl -fsS --retry 3 -o "$folder/$package" "$url" ||
        fail "could not fetch $url; give the address of a package as SSM_AGENT_URL, or give the builder a way to S3"
    $install "$folder/$package"
fi
systemctl enable $unit
# The builder's registration must not be the images': each instance makes its own.
systemctl stop $unit 2>/dev/null || :
rm -rf /var/lib/amazon/ssm
