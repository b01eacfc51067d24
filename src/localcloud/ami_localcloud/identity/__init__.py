"""Identity of the local cloud: who calls, what a role allows, roles too fresh, sessions too old, the policy simulator."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws.handlers import serve_custom_service_request_handlers

    from ami_localcloud.control import on_reset
    from ami_localcloud.identity import expiry, fresh_roles, simulation

    serve_custom_service_request_handlers.append(expiry.check)
    serve_custom_service_request_handlers.append(fresh_roles.check)
    on_reset(expiry.reset)
    simulation.install()
