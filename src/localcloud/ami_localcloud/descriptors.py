"""Waiting for descriptors of any number: select() knows none above 1023, and a cloud of many guests has more."""

import math
import select


def readable(*descriptors: int, seconds: float | None = None) -> set[int]:
    """Those that can be read, or are at their end; waits for the first of them, as long as that. None: for ever."""
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    most = None if seconds is None else math.ceil(max(0.0, seconds) * 1000)
    return {descriptor for descriptor, _ in poll.poll(most)}
