#!/usr/bin/env python3
"""Adds up what the test runners reported below target/, a line each and a closing line for all.

Exits with 1 when a test failed, or when a runner that should have run reported nothing.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

RUNNERS = {
    "Java unit tests": "target/surefire-reports/TEST-*.xml",
    "Python and shell tests of the plugin": "target/python-reports/plugin.xml",
    "Python tests of the local cloud": "target/python-reports/localcloud.xml",
    "Integration tests": "target/invoker-reports/TEST-*.xml",
    "Requests and templates held against AWS's models": "target/python-reports/truth.xml",
    "First and second boot under cloud-init and systemd": "target/python-reports/firstboot.xml",
}
# Written where the runner beside it cannot be had: that is said, and is no failure.
EXCUSED = {"First and second boot under cloud-init and systemd": "target/firstboot/cannot"}


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped test cases of one report in JUnit's format."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in cases if case.find("skipped") is not None]
    return len(cases) - len(failed) - len(skipped), len(failed), len(skipped)


def main(root: Path) -> int:
    total = (0, 0, 0)
    missing = False
    print()
    for runner, pattern in RUNNERS.items():
        found = [counts(report) for report in sorted(root.glob(pattern))]
        passed, failed, skipped = (sum(column) for column in zip(*found, strict=True)) if found else (0, 0, 0)
        excused = runner in EXCUSED and (root / EXCUSED[runner]).exists()
        missing = missing or (passed + failed == 0 and not excused)
        total = tuple(map(sum, zip(total, (passed, failed, skipped), strict=True)))
        print(
            f"{runner}: {passed} passed, {failed} failed, {skipped} skipped"
            if found
            else f"{runner}: {'cannot run here' if excused else 'DID NOT RUN'}"
        )
    print()
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if missing or total[1] else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
