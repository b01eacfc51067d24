# shellcheck shell=sh
# What the guest says: lines for the console, and the signal to CloudFormation; and how it powers off.
# Sourced, with `work` set, and part of what the switch holds in memory.

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/aws/bin
log=/var/log/ami-bake.log
# shellcheck disable=SC2034
hook=/var/lib/cloud/scripts/per-boot/ami-bake
# In memory, wherever the work folder is: made when the disk is clean.
told=/run/ami-bake.told
# shellcheck disable=SC2154
sender=${sender-$(cat "$work"/send-*.py)}

# Descriptor 4 is the serial console, or what cloud-init made of stdout where there is none: never both.
if (: >>/dev/console) 2>/dev/null; then exec 4>>/dev/console; else exec 4>&1; fi

say() { printf 'ami-bake: %s\n' "$*" >&4; }

# Keeps text: no escape sequences, what a carriage return overwrote, control characters, or bytes that are no UTF-8.
plain() {
    tr -d '\000' | LC_ALL=C sed -E \
        -e 's/\x1b\[[0-9;:?]*[ -\/]*[@-~]//g; s/\x1b\][^\x07\x1b]*(\x07|\x1b\\)//g; s/\x1b.//g; s/\r+$//; s/.*\r//' \
        -e 's/([\x01-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|./\1/g' |
        tr -d '\001-\010\013-\037\177'
}

last_lines() { # the log's size before
    printf '\n'
    tail -c +$(($1 + 1)) "$log" | tail -c 8000 | plain | tail -n 15 | tail -c 1000 | plain
}

# The inside of a JSON string: backslash, quote, tab and newline are all that `plain` leaves to escape.
json() {
    printf '%s' "$1" | plain | head -c 1500 | plain | LC_ALL=C sed 's/\\/\\\\/g; s/"/\\"/g; s/\t/\\t/g' | LC_ALL=C sed ':a; N; $!ba; s/\n/\\n/g'
}

metadata() { # path below /latest
    imds=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}/latest
    token=$(curl -sf -m 5 --noproxy '*' -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$imds/api/token") &&
        curl -sf -m 5 --noproxy '*' -H "X-aws-ec2-metadata-token: $token" "$imds/$1"
}

# Arguments: SUCCESS or FAILURE, reason or data, unique id.
send() {
    if [ "$1" = SUCCESS ]; then ok=0 what=-d; else ok=1 what=-r; fi
    if [ "${AMI_SIGNAL_URL-}" ]; then
        if command -v cfn-signal >/dev/null && cfn-signal -e $ok -i "$3" $what "$2" "$AMI_SIGNAL_URL"; then return; fi
        if [ $ok = 0 ]; then data=$2 reason=provisioned; else data='' reason=$2; fi
        body="{\"Status\":\"$1\",\"UniqueId\":\"$3\",\"Data\":\"$(json "$data")\",\"Reason\":\"$(json "$reason")\"}"
        if command -v curl >/dev/null; then
            curl -fsS -m 30 -X PUT -H Content-Type: --data-binary "$body" "$AMI_SIGNAL_URL"
        else
            python3 -c "$sender" "$AMI_SIGNAL_URL" "$body"
        fi
    else
        endpoint=${AWS_ENDPOINT_URL_CLOUDFORMATION-${AWS_ENDPOINT_URL-}}
        if command -v cfn-signal >/dev/null && cfn-signal -e $ok -i "$3" --stack "$AMI_STACK_NAME" \
            --resource "$AMI_SIGNAL_RESOURCE" --region "$AMI_REGION" ${endpoint:+--url "$endpoint"}; then return; fi
        python3 -c "$sender" "$AMI_REGION" "$endpoint" "StackName=$AMI_STACK_NAME" \
            "LogicalResourceId=$AMI_SIGNAL_RESOURCE" "UniqueId=$3" "Status=$1"
    fi
}

# Signals until it is taken, for as long as the stack may wait at most; ten minutes do for a handle, which is S3's.
# Of all who would, the first signals: no SUCCESS comes after a FAILURE, and none the other way round.
# Arguments: SUCCESS or FAILURE, reason or data, and a unique id where it is not the instance's.
signal() {
    mkdir "$told" 2>/dev/null || [ ! -d "$told" ] || return
    limit=$AMI_PROVISION_TIMEOUT
    [ -z "${AMI_SIGNAL_URL-}" ] || [ "$limit" -le 600 ] || limit=600
    deadline=$(($(date +%s) + limit))
    id=${3-$(metadata meta-data/instance-id)} || id=ami-bake
    pause=1
    until answer=$(send "$1" "$2" "$id" 2>&1); do
        if [ $(($(date +%s) + pause)) -ge $deadline ]; then
            say "FAILED to signal, the stack will wait for its time-out: $(printf '%s' "$answer" | tail -n 1)"
            return 1
        fi
        sleep $pause
        [ $pause -ge 15 ] || pause=$((pause * 2))
    done
}

# In order if that works, then by force: what hangs in the kernel would hold up the former for good.
power_off() {
    (systemctl poweroff || poweroff || shutdown -h now) &
    sleep 60
    (systemctl poweroff --force || poweroff -f) &
    sleep 30
    systemctl poweroff --force --force &
    sleep 10
    echo o >/proc/sysrq-trigger
}
