"""Every request of the integration tests is one that AWS knows."""

import pytest

import bakes
import service_model

# What every bake asks for, so that the log cannot be of something else.
OF_A_BAKE = {"GetCallerIdentity", "CreateStack", "DescribeStackEvents", "RunInstances", "CreateImage", "Invoke"}


@pytest.fixture(scope="module")
def requests():
    return bakes.requests()


def test_the_log_is_of_bakes(requests):
    assert {entry["action"] for entry in requests} >= OF_A_BAKE


@pytest.mark.parametrize("account", sorted(bakes.accounts()), ids=bakes.accounts().get)
def test_every_request_validates_against_the_service_model(account, requests):
    found = {
        f"{entry['service']} {entry['action']}: {fault}"
        for entry in requests
        if entry["account"] == account
        for fault in service_model.faults(entry["service"], entry["action"], entry["parameters"])
    }
    assert sorted(found) == []


def test_an_unknown_action_is_a_fault():
    assert _fault("ec2", "MakeImage", {}) == "AWS has no such action"


def test_an_unknown_parameter_is_a_fault():
    assert "Bogus" in _fault("ec2", "CreateImage", {"InstanceId": "i-1", "Name": "one", "Bogus": 1})


def test_a_parameter_of_another_type_is_a_fault():
    assert "MaxCount" in _fault("ec2", "RunInstances", {"MinCount": 1, "MaxCount": "1"})


def test_a_value_that_is_not_listed_is_a_fault():
    assert "halt" in _fault(
        "ec2", "RunInstances", {"MinCount": 1, "MaxCount": 1, "InstanceInitiatedShutdownBehavior": "halt"}
    )


def _fault(service: str, action: str, parameters: dict) -> str:
    (fault,) = service_model.faults(service, action, parameters)
    return fault
