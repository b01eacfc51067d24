"""Lambda functions of the local cloud: each execution environment is one Python process of this machine."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws.handlers import serve_custom_service_request_handlers

    from ami_localcloud.control import on_reset
    from ami_localcloud.functions import inline_code, logs, resetting, validation

    serve_custom_service_request_handlers.append(validation.check)
    logs.install()
    inline_code.install()
    on_reset(resetting.reset)
