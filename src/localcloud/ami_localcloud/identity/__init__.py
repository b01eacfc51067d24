"""Identity of the local cloud: who calls, what a role allows, roles too fresh, the policy simulator."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws.handlers import serve_custom_service_request_handlers

    from ami_localcloud.identity import fresh_roles, simulation

    serve_custom_service_request_handlers.append(fresh_roles.check)
    simulation.install()
