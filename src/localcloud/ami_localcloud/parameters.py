"""Systems Manager's parameters, without EventBridge: no bake needs it, and LocalStack tells it of each change."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.services.ssm.provider import SsmProvider

    # It wants a package that is not installed, and after the parameter was stored its failure was all one saw.
    SsmProvider._notify_event_subscribers = staticmethod(lambda *_: None)
