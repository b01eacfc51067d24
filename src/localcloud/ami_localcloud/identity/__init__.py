"""Identity of the local cloud: who calls, sessions that expire, roles too fresh to be used."""


def install() -> None:
    """Called once, before any service loads."""
