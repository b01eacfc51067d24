"""What the bench reads out of logs, and how it tells what is over its target."""

import importlib.util
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


def room(name):
    """One module of the bench, under a name of its own beside the modules of the tests."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build, table = room("build"), room("table")

LOG = """\
2026-11-23_06:56:00.000+0000 [INFO] Scanning for projects...
2026-11-23_06:56:01.250+0000 [INFO] --- ami-maven-plugin:0.1.0:bake (default) @ project ---
2026-11-23_06:56:04.000+0000 [INFO] Baked ami-1 (project-1.0) in us-east-1.
2026-11-23_06:56:04.500+0000 [INFO] ------------------------------------------------------------------------
2026-11-23_06:56:04.501+0000 [INFO] BUILD SUCCESS
2026-11-23_06:56:04.900+0000 [INFO] ------------------------------------------------------------------------
"""


def test_a_goal_lasts_from_its_announcement_to_the_rule_after_it():
    goal = build.goal(LOG)
    assert goal.seconds == 3.25
    assert goal.returned.isoformat() == "2026-11-23T06:56:04.500000+00:00"


def test_a_resumed_bake_is_timed_until_it_tells_what_goes_on():
    joined = LOG.replace(
        "Baked ami-1 (project-1.0) in us-east-1.", "still going on: Provisioned being created for 9.1 s"
    )
    assert build.told(joined) == 2.75
    with pytest.raises(StopIteration):
        build.told(LOG)


def test_another_goal_is_found_by_its_name():
    assert build.goal(LOG.replace(":bake (", ":clean ("), "clean").seconds == 3.25


def test_the_goal_is_announced_in_the_way_of_newer_mavens_too():
    assert build.goal(LOG.replace("ami-maven-plugin:0.1.0:bake", "ami:0.1.0:bake")).seconds == 3.25


def test_the_peak_is_the_most_heap_before_any_collection():
    collections = (
        "[0.2s][info][gc] GC(0) Pause Young (Allocation Failure) 6M->2M(15M) 4.1ms\n"
        "[0.9s][info][gc] GC(1) Pause Full (Metadata GC Threshold) 28672K->11264K(30M) 30.2ms\n"
    )
    assert build.peak(collections) == 28


def test_a_build_that_never_collected_has_no_peak_to_tell():
    with pytest.raises(ValueError):
        build.peak("[0.001s][info][gc] Using Serial\n")


def test_the_table_says_what_is_over_its_target():
    figures = [table.Figure("heap", 12, "MB", 64), table.Figure("calls", 81, "calls", 80), table.Figure("own", 3, "s")]
    rows = table.markdown(figures).splitlines()[2:]
    assert rows == [
        "| heap | 12.0 MB | ≤ 64.0 MB | ok |  |",
        "| calls | 81 | ≤ 80 | **over** |  |",
        "| own | 3.0 s | – |  |  |",
    ]


def test_runs_are_told_by_their_mean_and_their_worst():
    mean, worst = table.spread("late", [1, 2, 6], 2.5, 5, "log")
    assert (mean.value, worst.value) == (3, 6)
    assert (mean.target, worst.target) == (2.5, 5)
