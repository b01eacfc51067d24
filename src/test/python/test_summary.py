"""What CI says in the end: a line for each runner, a closing line for all, and when that is a failure."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

CI = Path(__file__).parents[3] / ".ci"
SPEC = importlib.util.spec_from_file_location("summary", CI / "summary.py")
summary = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(summary)
FIRST_BOOT = "First and second boot under cloud-init and systemd"
CANNOT = "target/firstboot/cannot"


def report(root: Path, runner: str, *outcomes: str) -> None:
    """A report in JUnit's format: a case for each of `passed`, `failure`, `error`, `skipped`."""
    cases = "".join(f"<testcase>{'' if o == 'passed' else f'<{o}/>'}</testcase>" for o in outcomes)
    path = root / summary.RUNNERS[runner].replace("*", "one")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")


@pytest.fixture
def said(tmp_path, capsys):
    """Runs the summary where every runner passed a test, but for what a test changed; returns exit code and lines."""
    for runner in summary.RUNNERS:
        report(tmp_path, runner, "passed")

    def run() -> tuple[int, list[str]]:
        code = summary.main(tmp_path)
        return code, capsys.readouterr().out.strip().splitlines()

    return run


def test_every_runner_has_a_line_and_all_have_the_last(said):
    code, lines = said()
    assert code == 0
    assert lines[:-2] == [f"{runner}: 1 passed, 0 failed, 0 skipped" for runner in summary.RUNNERS]
    assert lines[-1] == f"{len(summary.RUNNERS)} passed, 0 failed, 0 skipped"


@pytest.mark.parametrize("outcome", ["failure", "error"])
def test_a_test_that_failed_is_a_failure(said, tmp_path, outcome):
    report(tmp_path, FIRST_BOOT, "passed", outcome, "skipped")
    code, lines = said()
    assert code == 1 and f"{FIRST_BOOT}: 1 passed, 1 failed, 1 skipped" in lines


@pytest.mark.parametrize("runner", summary.RUNNERS)
def test_a_runner_that_reported_nothing_is_a_failure(said, tmp_path, runner):
    (tmp_path / summary.RUNNERS[runner].replace("*", "one")).unlink()
    code, lines = said()
    assert code == 1 and f"{runner}: DID NOT RUN" in lines


@pytest.mark.parametrize("runner", summary.RUNNERS)
def test_a_runner_that_ran_no_test_is_a_failure(said, tmp_path, runner):
    report(tmp_path, runner)
    assert said()[0] == 1


def test_a_first_boot_that_cannot_be_had_is_said_and_is_none(said, tmp_path):
    (tmp_path / summary.RUNNERS[FIRST_BOOT]).unlink()
    (tmp_path / CANNOT).parent.mkdir(parents=True)
    (tmp_path / CANNOT).touch()
    code, lines = said()
    assert code == 0 and f"{FIRST_BOOT}: cannot run here" in lines


def test_that_it_cannot_be_had_excuses_no_other_runner_and_no_test_that_failed(said, tmp_path):
    (tmp_path / CANNOT).parent.mkdir(parents=True)
    (tmp_path / CANNOT).touch()
    report(tmp_path, FIRST_BOOT, "failure")
    assert said()[0] == 1
    report(tmp_path, FIRST_BOOT, "passed")
    (tmp_path / summary.RUNNERS["Integration tests"].replace("*", "one")).unlink()
    assert said()[0] == 1


@pytest.mark.parametrize(
    ("maven", "made", "booted", "reports", "ends", "cannot"),
    [
        (0, 0, 0, True, 0, False),
        (0, 3, 0, False, 0, True),
        (0, 0, 1, True, 1, False),
        (1, 0, 0, True, 1, False),
        (0, 1, 0, False, 1, False),
    ],
    ids=["all passed", "no Debian to be had", "a boot failed", "a test failed", "making the Debian broke"],
)
def test_ci_tells_apart_what_cannot_be_had_and_what_failed(tmp_path, maven, made, booted, reports, ends, cannot):
    """.ci/run itself, with stand-ins for Maven and for what makes the Debian; the exit code is CI's."""
    (tmp_path / ".ci").mkdir()
    for name in ("run", "summary.py"):
        (tmp_path / ".ci" / name).write_bytes((CI / name).read_bytes())
    for runner in summary.RUNNERS:
        if runner != FIRST_BOOT:
            report(tmp_path, runner, "passed")
    ran = tmp_path / "ran.xml"
    ran.write_text("<testsuite><testcase/></testsuite>")
    (tmp_path / CANNOT).parent.mkdir(parents=True)
    (tmp_path / CANNOT).touch()  # of a run before
    into = f"cp {ran} {tmp_path / summary.RUNNERS[FIRST_BOOT]}" if reports else ":"
    stand_in(tmp_path / "bin/mvn", f"case $* in *-Pfirst-boot*) {into}; exit {booted} ;; esac\nexit {maven}")
    maker = tmp_path / "src/firstboot/debian.py"
    maker.parent.mkdir(parents=True)
    maker.write_text(f"raise SystemExit({made})")
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(["bash", tmp_path / ".ci/run"], env=environment, capture_output=True, text=True)
    assert done.returncode == ends, done.stdout + done.stderr
    assert (tmp_path / CANNOT).exists() == cannot
    assert re.search(r"\n\d+ passed, 0 failed, 0 skipped\n$", done.stdout)


def stand_in(path: Path, script: str) -> None:
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
