"""Runs pieces of work side by side, each as soon as what it needs is done."""

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Mapping

LOG = logging.getLogger(__name__)


def run_in_order(
    needs: Mapping[str, Iterable[str]],
    act: Callable[[str], bool],
    go_on: Callable[[], bool] = lambda: True,
) -> None:
    """Calls `act(name)` on a thread of its own once everything `name` needs returned True.

    Names whose needs failed, or that were not begun when `go_on` turned False, are left out. Returns when nothing
    runs any more. What is needed but not a name of its own counts as done.
    """
    missing = {name: {n for n in wanted if n in needs and n != name} for name, wanted in needs.items()}
    finished: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()
    running = 0

    def work(name: str) -> None:
        succeeded = False
        try:
            succeeded = act(name)
        except Exception:
            LOG.exception("cloudformation %s", name)
        finally:
            finished.put((name, succeeded))

    while True:
        if go_on():
            for name in [n for n, wanted in missing.items() if not wanted]:
                del missing[name]
                running += 1
                threading.Thread(target=work, args=(name,), name=f"cloudformation-{name}", daemon=True).start()
        if not running:
            return
        name, succeeded = finished.get()
        running -= 1
        if succeeded:
            for wanted in missing.values():
                wanted.discard(name)


def reversed_needs(needs: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Who has to be gone before each name may go: those that need it."""
    result: dict[str, set[str]] = {name: set() for name in needs}
    for name, wanted in needs.items():
        for other in wanted:
            if other in result:
                result[other].add(name)
    return result
