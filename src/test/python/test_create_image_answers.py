"""The answers of the function that makes the image: always one, never too long, nothing secret."""

import json
import urllib.error
from types import SimpleNamespace

import pytest

from function import URL, create_image, image


def test_an_unexpected_exception_is_answered_with_type_and_message(function):
    answer = function.invoke(ResourceProperties="no mapping")
    assert answer["Status"] == "FAILED" and answer["Reason"].startswith("AttributeError: ")


def test_an_unknown_request_is_refused(function):
    assert function.invoke(RequestType="Move")["Reason"] == "RequestType 'Move' is none of Create, Update, Delete"


@pytest.mark.parametrize("event", [None, [], {}, {"RequestType": "Create"}])
def test_an_event_with_nobody_to_answer_is_let_go(function, event):
    create_image.handler(event, SimpleNamespace(get_remaining_time_in_millis=lambda: 1000))
    assert function.requests == []


def test_an_event_that_lacks_all_but_the_address_is_answered(function):
    create_image.handler({"ResponseURL": URL}, SimpleNamespace(get_remaining_time_in_millis=lambda: 1000))
    assert json.loads(function.answers[0])["Status"] == "FAILED"


@pytest.mark.parametrize("text", ["x" * 9000, '"' * 9000, "한" * 9000, "\x01" * 9000, "\ud800" * 9000])
def test_a_reason_is_cut_so_that_the_answer_stays_under_its_limit(function, text):
    function.refuse("describe_images", "InternalError", text)
    answer = function.invoke()
    assert len(function.answers[0]) <= 4096 and answer["Status"] == "FAILED"
    assert answer["Reason"].startswith("An error occurred (InternalError)")


def test_the_answer_is_put_with_an_empty_content_type(function):
    function.images(image())
    function.invoke()
    (request,) = function.requests
    assert (request.get_method(), request.full_url, request.headers) == ("PUT", URL, {"Content-type": ""})


def test_the_answer_is_put_again_after_network_faults(function):
    function.faults = [ConnectionResetError(), urllib.error.HTTPError(URL, 503, "slow down", {}, None), TimeoutError()]
    function.images(image())
    assert function.invoke()["Status"] == "SUCCESS"
    assert len(function.requests) == 4


def test_an_answer_that_nobody_takes_makes_lambda_try_again_without_telling_the_address(function, capsys):
    function.faults = [urllib.error.HTTPError(URL, 403, URL, {}, None)] * 4
    function.images(image())
    with pytest.raises(create_image.Fault, match="did not take the answer") as raised:
        function.invoke()
    assert "s3cr3t" not in str(raised.value) + capsys.readouterr().out


def test_the_log_names_steps_and_no_secret(function, capsys):
    function.images()
    function.state("stopped")
    function.create()
    function.invoke()
    log = capsys.readouterr().out.splitlines()
    assert log == ["Create Image", "builder i-1 is stopped", "ami-1 is being made", "answered SUCCESS ami-1"]
