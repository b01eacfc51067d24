"""Starts and stops the local cloud. Only the standard library: it runs before anything is installed."""


class LauncherError(Exception):
    """What a user is told in one line; the launcher then ends with `exit_code`."""

    def __init__(self, message: str, exit_code: int = 1):
        super().__init__(message)
        self.exit_code = exit_code
