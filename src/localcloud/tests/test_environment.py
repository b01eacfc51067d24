"""The virtual environment: made once, whole or not at all, and by one at a time."""

import threading
from pathlib import Path

import pytest

from ami_localcloud.launcher import LauncherError, environment
from ami_localcloud.launcher.home import Home


@pytest.fixture(autouse=True)
def pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pins that need no network."""
    pins = tmp_path / "requirements.txt"
    pins.write_text("# nothing\n")
    monkeypatch.setattr(environment, "REQUIREMENTS", pins)
    monkeypatch.delenv("AMI_LOCALCLOUD_ENVIRONMENT", raising=False)
    return pins


def test_it_is_made_once_and_found_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    home = Home(tmp_path / "home")
    made = environment.ensure(home)
    assert "done in" in capsys.readouterr().err
    assert environment.ensure(home) == made
    assert capsys.readouterr().err == ""


def test_other_pins_have_another_one(tmp_path: Path, pins: Path):
    home = Home(tmp_path / "home")
    before = environment.Environment.of(home)
    pins.write_text("# nothing else\n")
    assert environment.Environment.of(home) != before


def test_one_that_was_not_finished_is_made_anew(tmp_path: Path, pins: Path):
    home = Home(tmp_path / "home")
    half = environment.Environment.of(home)
    (half.folder / "bin").mkdir(parents=True)
    half.python.write_text("half")
    assert not half.has(pins)
    assert environment.ensure(home).python.read_bytes() != b"half"


def test_one_that_cannot_be_made_says_why_and_is_not_taken_for_whole(tmp_path: Path, pins: Path):
    pins.write_text("./no-such-folder\n")
    home = Home(tmp_path / "home")
    with pytest.raises(LauncherError, match="no-such-folder"):
        environment.ensure(home)
    assert not environment.Environment.of(home).has(pins)


def test_two_at_once_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    home = Home(tmp_path / "home")
    both = [threading.Thread(target=environment.ensure, args=(home,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    progress = capsys.readouterr().err
    assert progress.count("making a virtual environment: done") == 1
    assert "waiting for another install" in progress
