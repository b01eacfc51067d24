"""Identity of the local cloud: who calls, what a role allows and to whom, roles too fresh, the policy simulator."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws.handlers import serve_custom_service_request_handlers
    from localstack.services.sts.provider import StsProvider
    from moto.sts.models import STSBackend

    from ami_localcloud.control.resetting import on_reset
    from ami_localcloud.identity import fresh_roles, simulation, trust, user_sessions

    serve_custom_service_request_handlers.append(fresh_roles.check)
    serve_custom_service_request_handlers.append(trust.check)
    StsProvider.get_session_token = user_sessions.get_session_token
    whoever = STSBackend.get_caller_identity

    def identity(self: STSBackend, access_key_id: str, region: str) -> tuple[str, str, str]:
        session = user_sessions.find(access_key_id)
        return (
            (session.user.id, session.user.arn, session.user.account_id)
            if session
            else whoever(self, access_key_id, region)
        )

    STSBackend.get_caller_identity = identity
    on_reset(user_sessions.reset)
    simulation.install()
