#!/bin/bash
# Writes on which market it runs; holds a spot instance up for as long as it is asked to.
imds=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}/latest
token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$imds/api/token")
curl -sf -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/instance-life-cycle" >/etc/market
[ "${HOLD-}" ] && [ "$(cat /etc/market)" = spot ] || exit 0
if [ "${DEAF-}" ]; then
    # The notice is missed.
    printf '#!/bin/sh\ncase $* in */spot/*) exit 22 ;; esac\nexec /usr/bin/curl "$@"\n' >/usr/local/sbin/curl
    chmod 755 /usr/local/sbin/curl
fi
echo "holding"
sleep 600
