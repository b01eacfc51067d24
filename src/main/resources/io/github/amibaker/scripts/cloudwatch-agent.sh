#!/bin/sh
# Installs the CloudWatch agent and starts it at boot, with a configuration if one is given.
#
# CLOUDWATCH_CONFIG      a file in the image with the agent's JSON (default: none; the agent then waits for one)
# CLOUDWATCH_AGENT_URL   a package to install instead (default: AWS's bucket in the builder's region)
# Needs dnf or dpkg, curl, and a way to that bucket; instances need a profile with CloudWatchAgentServerPolicy.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-CloudWatch-Agent-on-EC2-Instance-commandline-first.html
set -eu

home=/opt/aws/amazon-cloudwatch-agent
fail() {
    echo "cloudwatch-agent: $1" >&2
    exit 1
}

config=${CLOUDWATCH_CONFIG-}
[ -z "$config" ] || [ -f "$config" ] || fail "there is no file $config (CLOUDWATCH_CONFIG)"
if [ ! -x $home/bin/amazon-cloudwatch-agent-ctl ]; then
    case $(uname -m) in
        x86_64) machine=amd64 ;;
        aarch64) machine=arm64 ;;
        *) fail "there is no package for $(uname -m)" ;;
    esac
    # shellcheck disable=SC1091
    system=$(. /etc/os-release && echo "$ID")
    case $system in
        amzn) folder=amazon_linux package=amazon-cloudwatch-agent.rpm install="dnf -qy install" ;;
        ubuntu | debian) folder=$system package=amazon-cloudwatch-agent.deb install="dpkg -i" ;;
        *) fail "AWS has no package for '$system'; it has for Amazon Linux, Ubuntu and Debian" ;;
    esac
    case ${AMI_REGION:?} in cn-*) domain=amazonaws.com.cn ;; *) domain=amazonaws.com ;; esac
    bucket=amazoncloudwatch-agent-$AMI_REGION.s3.$AMI_REGION.$domain
    url=${CLOUDWATCH_AGENT_URL:-https://$bucket/$folder/$machine/latest/$package}
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    curl -fsS --retry 3 -o "$folder/$package" "$url" ||
        fail "could not fetch $url; give the address of a package as CLOUDWATCH_AGENT_URL, or give the builder a way to S3"
    $install "$folder/$package"
fi
if [ "$config" ]; then
    python3 -m json.tool "$config" >/dev/null || fail "$config is no JSON"
    install -D -m 0644 "$config" $home/etc/amazon-cloudwatch-agent.d/ami.json
fi
systemctl enable amazon-cloudwatch-agent.service
