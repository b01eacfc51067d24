#!/bin/sh
# Unpacks the payload and runs it; says so where it cannot.
export AMI_STACK_NAME='@{AWS::StackName}' AMI_REGION='@{AWS::Region}' AMI_BASE_IMAGE='@[baseImage]'
export AMI_SIGNAL='@[signal]' AMI_SIGNAL_RESOURCE='@[signalResource]' AMI_PROVISION_TIMEOUT='@[provisionTimeout]'
export AMI_SIGNAL_URL='@{ProvisionedHandle}'
export @[proxy]
export AMI_STAGED='@{Staged.Data}'
export AMI_POWER_OFF_AFTER='@[powerOffAfter]'
w='@[work]'
mkdir -m 700 "$w" && base64 -d <<'@@' | tar -xzpf - -C "$w" && exec sh "$w/provision.sh"
@[payload]
@@
if [ "${AMI_SIGNAL_URL-}" ]; then
    curl -sS --retry 9 -X PUT -H Content-Type: -d '{"Status":"FAILURE","UniqueId":"ami-bake","Data":"","Reason":"user data: the payload could not be unpacked"}' "$AMI_SIGNAL_URL"
else
    PATH=$PATH:/opt/aws/bin cfn-signal -e 1 --stack "$AMI_STACK_NAME" --resource "$AMI_SIGNAL_RESOURCE" --region "$AMI_REGION"
fi
exit 1
