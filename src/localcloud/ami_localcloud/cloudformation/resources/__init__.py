"""Resource types of a bake that LocalStack creates loosely: every property given reaches the service."""


def install() -> None:
    """Puts these providers before LocalStack's."""
    from ami_localcloud.cloudformation import providers
    from ami_localcloud.cloudformation.resources import (
        bucket,
        function,
        instance_profile,
        launch_template,
        log_group,
        role,
        security_group,
    )

    for own in (
        bucket.Bucket,
        function.Function,
        instance_profile.InstanceProfile,
        launch_template.LaunchTemplate,
        log_group.LogGroup,
        role.Role,
        security_group.SecurityGroup,
    ):
        providers.register(own)
