"""The LaunchSpecification of a spot request that RunInstances made."""

from typing import Any


def of(instance: Any) -> dict[str, Any]:
    """What a request launches, as its first instance has it."""
    groups = [{"GroupId": group.id, "GroupName": group.name} for group in instance.security_groups]
    volumes = [
        {"DeviceName": name, "Ebs": {"DeleteOnTermination": device.delete_on_termination}}
        for name, device in instance.block_device_mapping.items()
    ]
    shape = {
        "ImageId": instance.image_id,
        "InstanceType": instance.instance_type,
        "KeyName": instance.key_name,
        "SecurityGroups": groups,
        "SubnetId": instance.nics[0].subnet.id,
        "Placement": {"AvailabilityZone": instance.placement.zone},
        "BlockDeviceMappings": volumes,
        "EbsOptimized": bool(instance.ebs_optimized),
        "Monitoring": {"Enabled": instance.monitoring_state == "enabled"},
    }
    if instance.iam_instance_profile:
        shape["IamInstanceProfile"] = {"Arn": instance.iam_instance_profile["Arn"]}
    return {name: value for name, value in shape.items() if value is not None}
