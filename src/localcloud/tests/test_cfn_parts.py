"""The parts of the engine by themselves: the graph, the schema's words, names, durations, the stack's time-out."""

import threading

import pytest
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider

from ami_localcloud.cloudformation import properties, providers, references, signals
from ami_localcloud.cloudformation.creation import Creation
from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.scheduling import reversed_needs, run_in_order
from ami_localcloud.cloudformation.stack import Stack
from ami_localcloud.cloudformation.wait_condition import WaitCondition


def test_what_needs_nothing_of_each_other_runs_at_the_same_time():
    together = threading.Barrier(3, timeout=10)
    run_in_order({name: () for name in "abc"}, lambda _: together.wait() >= 0)


def test_what_needs_something_that_failed_is_not_begun():
    begun = []
    run_in_order({"a": (), "b": ("a",), "c": ("b",), "d": ()}, lambda name: begun.append(name) or name != "a")
    assert sorted(begun) == ["a", "d"]


def test_nothing_more_is_begun_once_it_may_not_go_on():
    begun = []
    run_in_order({"a": (), "b": ("a",)}, lambda name: begun.append(name) or True, lambda: not begun)
    assert begun == ["a"]


def test_an_exception_counts_as_failure():
    def act(name: str) -> bool:
        begun.append(name)
        raise RuntimeError("of a test")

    begun = []
    run_in_order({"a": (), "b": ("a",)}, act)
    assert begun == ["a"]


def test_needs_turn_round_for_deletion():
    assert reversed_needs({"a": (), "b": ("a",), "c": ("a", "b", "gone")}) == {"a": {"b", "c"}, "b": {"c"}, "c": set()}


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({"Ref": "A"}, ["A"]),
        ({"Fn::GetAtt": "A.B.C"}, ["A"]),
        ({"Fn::GetAtt": ["A", {"Ref": "B"}]}, ["A", "B"]),
        ({"Fn::Sub": "${A} ${B.C} ${!D} $E ${ F }"}, ["A", "B", "F"]),
        ({"Fn::Sub": ["${A} ${B}", {"B": {"Ref": "C"}}]}, ["A", "C"]),
        ([{"x": {"Ref": "A"}}, "Ref"], ["A"]),
        ({"Fn::If": ["Yes", {"Ref": "A"}, {"Ref": "B"}]}, ["A"]),
        ({"Fn::If": ["No", {"Ref": "A"}, {"Ref": "B"}]}, ["B"]),
    ],
)
def test_references_are_found(value, names):
    assert list(references.references(value, {"Yes": True, "No": False})) == names


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("PT5M", 300), ("PT1H30M", 5400), ("PT12H", 43200), ("PT30S", 30), ("PT0S", 0), ("P0DT1M", 60)],
)
def test_durations_are_understood(duration, seconds):
    assert signals.seconds_of(duration) == seconds


@pytest.mark.parametrize("duration", ["", "5M", "PT", "P", "PT5", "PT12H1S", "P1D", "300"])
def test_durations_that_are_none_or_too_long_are_refused(duration):
    with pytest.raises(ValidationError):
        signals.seconds_of(duration)


def test_names_are_cut_to_what_the_service_takes():
    name = physical_name("s" * 100, "l" * 100, 64)
    assert len(name) == 64
    stack, logical, suffix = name.split("-")
    assert set(stack) == {"s"}
    assert set(logical) == {"l"}
    assert len(suffix) == 12
    assert physical_name("bake", "Role").startswith("bake-Role-")


SCHEMA = {
    "additionalProperties": False,
    "required": ["Name"],
    "definitions": {"Tag": {"type": "object", "additionalProperties": False, "properties": {"Key": {}}}},
    "properties": {
        "Name": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"},
        "Size": {"type": "integer", "minimum": 1, "maximum": 9},
        "Flag": {"type": "boolean"},
        "Tags": {"type": "array", "maxItems": 2, "uniqueItems": True, "items": {"$ref": "#/definitions/Tag"}},
    },
}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, "#: required key [Name] not found"),
        ({"Name": "abc", "X": 1}, "#: extraneous key [X] is not permitted"),
        ({"Name": "a"}, "#/Name: expected minLength: 2, actual: 1"),
        ({"Name": "abcde"}, "#/Name: expected maxLength: 4, actual: 5"),
        ({"Name": "AB"}, "#/Name: string [AB] does not match pattern ^[a-z]+$"),
        ({"Name": ["abc"]}, "#/Name: expected type: String, found: JSONArray"),
        ({"Name": "abc", "Size": "0"}, "#/Size: 0 is not greater or equal to 1"),
        ({"Name": "abc", "Size": 10}, "#/Size: 10 is not less or equal to 9"),
        ({"Name": "abc", "Size": "x"}, "#/Size: expected type: Integer, found: String"),
        ({"Name": "abc", "Flag": "perhaps"}, "#/Flag: expected type: Boolean, found: String"),
        ({"Name": "abc", "Tags": [{"Kye": 1}]}, "#/Tags/0: extraneous key [Kye] is not permitted"),
        ({"Name": "abc", "Tags": [{"Key": 1}, {"Key": 1}]}, "#/Tags: array items are not unique"),
    ],
)
def test_faults_of_properties_are_told_in_the_schemas_words(given, fault):
    with pytest.raises(properties.PropertiesInvalid) as refused:
        properties.check("Cake", "AWS::Logs::LogGroup", SCHEMA, given)
    assert str(refused.value) == f"Properties validation failed for resource Cake with message:\n{fault}"


@pytest.mark.parametrize("given", [{"Name": "abc", "Size": "3", "Flag": "true"}, {"Name": "abc", "Flag": False}])
def test_numbers_and_booleans_may_be_given_as_text(given):
    properties.check("Cake", "AWS::Logs::LogGroup", SCHEMA, given)


class OneWait:
    """What a stack of one wait condition evaluates to."""

    template = {
        "Resources": {"Wait": {"Type": "AWS::CloudFormation::WaitCondition", "CreationPolicy": {"ResourceSignal": {}}}}
    }

    def conditions(self) -> dict:
        return {}

    def properties(self, logical_id: str) -> dict:
        return {}

    def creation_policy(self, logical_id: str) -> dict:
        return {"Timeout": "PT1H"}


def test_a_stack_that_takes_longer_than_its_timeout_is_rolled_back():
    providers.register(WaitCondition)
    stack = Stack("123456789012", "us-east-1", {"StackName": "bake"})
    stack.evaluation = OneWait()
    stack.timeout_in_minutes = 0.001
    creation = Creation(stack)
    creation.start()
    assert creation.finished.wait(60)
    assert str(stack.status) == "ROLLBACK_COMPLETE"
    reasons = [e.get("ResourceStatusReason") for e in stack.events if e["ResourceStatus"] == "ROLLBACK_IN_PROGRESS"]
    assert reasons == ["Stack creation time exceeded the specified timeout. Rollback requested by user."]


class Broken(OneWait):
    """An evaluation that breaks the engine itself."""

    def conditions(self) -> dict:
        raise RuntimeError("of a test")


def test_an_operation_that_breaks_off_leaves_no_stack_in_progress():
    stack = Stack("123456789012", "us-east-1", {"StackName": "bake"})
    stack.evaluation = Broken()
    creation = Creation(stack)
    creation.start()
    assert creation.finished.wait(60)
    assert (str(stack.status), stack.status_reason) == ("CREATE_FAILED", "Internal Failure")


class Slow(ResourceProvider):
    """Is done when it is looked at for the fourth time."""

    TYPE = "Test::Kitchen::Slow"
    SCHEMA = {"primaryIdentifier": ["/properties/Id"]}

    def create(self, request) -> ProgressEvent:
        looks = request.custom_context.get("looks", 0) + 1
        status = OperationStatus.SUCCESS if looks == 4 else OperationStatus.IN_PROGRESS
        model = {"Id": request.logical_resource_id}
        return ProgressEvent(status, resource_model=model, custom_context={"looks": looks})


class Chain(OneWait):
    """Six resources, each after the one before."""

    template = {
        "Resources": {f"Step{i}": {"Type": Slow.TYPE, "DependsOn": [f"Step{i - 1}"] if i else []} for i in range(6)}
    }

    def outputs(self) -> list:
        return []


def test_what_is_looked_at_again_until_it_is_done_costs_six_resources_well_under_three_seconds(monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr(providers, "sleep", pauses.append)
    providers.register(Slow)
    stack = Stack("123456789012", "us-east-1", {"StackName": "bake"})
    stack.evaluation = Chain()
    creation = Creation(stack)
    creation.start()
    assert creation.finished.wait(60)
    assert str(stack.status) == "CREATE_COMPLETE"
    assert len(pauses) == 6 * 3 and sum(pauses) < 3
