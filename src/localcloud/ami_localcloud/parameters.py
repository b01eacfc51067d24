"""Systems Manager's parameters and KMS's keys, where LocalStack's own trip over this machine."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.services.kms.models import KmsKey
    from localstack.services.ssm.provider import SsmProvider

    # EventBridge wants a package that is not installed; after the parameter was stored its failure was all one saw.
    SsmProvider._notify_event_subscribers = staticmethod(lambda *_: None)
    # It hands bytes to uuid5, which Python 3.11 does not take.
    made = KmsKey.generate_key_material_id
    KmsKey.generate_key_material_id = lambda key, material: made(key, material.hex())
