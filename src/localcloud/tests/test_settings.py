"""Knobs: per account, per all, with the default last."""

import urllib.error

import pytest
from cloud import Cloud, Control


def test_a_knob_has_its_default_until_it_is_set(control: Control):
    assert control.settings()["imagePendingSeconds"] == 2


def test_a_knob_is_set_for_one_account_only(cloud: Cloud, control: Control):
    control.set(imagePendingSeconds=0)
    assert control.settings()["imagePendingSeconds"] == 0
    assert Control(cloud.url, "999999999999").settings()["imagePendingSeconds"] == 2


def test_knobs_not_named_keep_their_value(control: Control):
    control.set(imagePendingSeconds=0)
    control.set(imageFailure="Client.InternalError")
    assert control.settings()["imagePendingSeconds"] == 0


@pytest.mark.parametrize(
    "knobs",
    [{"imagePending": 1}, {"imagePendingSeconds": "1"}, {"imagePendingSeconds": -1}, {"stopHangs": None}],
    ids=["unknown name", "text for a number", "negative seconds", "null where none is allowed"],
)
def test_a_wrong_setting_is_refused_and_changes_nothing(control: Control, knobs: dict):
    before = control.settings()
    with pytest.raises(urllib.error.HTTPError) as refused:
        control.set(stopHangs=True, **knobs) if "stopHangs" not in knobs else control.set(**knobs)
    assert refused.value.code == 400
    assert control.settings() == before
