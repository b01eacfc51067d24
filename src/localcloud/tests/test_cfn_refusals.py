"""What is refused before anything is made, in AWS's words."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError
from functions_of_tests import role, trust
from stacks import Stacks, log_group, template


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def refusal(stacks, body: str, name: str = "bake", code: str = "ValidationError", **more) -> str:
    """The message CreateStack is refused with; no stack is left."""
    before = stacks.cfn.list_stacks()["StackSummaries"]
    with pytest.raises(ClientError) as refused:
        stacks.create(body, name, **more)
    assert refused.value.response["Error"]["Code"] == code
    assert stacks.cfn.list_stacks()["StackSummaries"] == before
    return refused.value.response["Error"]["Message"]


GOOD = template(Group=log_group())


def test_roles_need_capability_iam(stacks):
    text = refusal(stacks, template(Role=role()), code="InsufficientCapabilitiesException", Capabilities=[])
    assert text == "Requires capabilities : [CAPABILITY_IAM]"


def test_named_roles_need_capability_named_iam(stacks):
    body = template(Role=role(RoleName="baker"))
    text = refusal(stacks, body, code="InsufficientCapabilitiesException")
    assert text == "Requires capabilities : [CAPABILITY_NAMED_IAM]"
    assert stacks.made(body, Capabilities=["CAPABILITY_NAMED_IAM"])["StackStatus"] == "CREATE_COMPLETE"


def test_a_name_in_use_is_refused(stacks):
    stacks.made(GOOD)
    assert refusal(stacks, GOOD, code="AlreadyExistsException") == "Stack [bake] already exists"


def test_of_requests_at_once_only_one_gets_the_name(stacks):
    def create(_) -> bool:
        try:
            return bool(stacks.create(GOOD))
        except stacks.cfn.exceptions.AlreadyExistsException:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(create, range(4))) == [False, False, False, True]


def test_the_same_token_twice_is_the_same_stack(stacks):
    first = stacks.create(GOOD, ClientRequestToken="token-1")
    assert stacks.create(GOOD, ClientRequestToken="token-1") == first


@pytest.mark.parametrize("name", ["1bake", "ba_ke", "ba ke", "ba.ke"])
def test_malformed_stack_names_are_refused(stacks, name):
    assert refusal(stacks, GOOD, name) == (
        f"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must satisfy "
        "regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"
    )


def test_stack_names_over_128_characters_are_refused(stacks):
    assert "Member must have length less than or equal to 128" in refusal(stacks, GOOD, "a" * 129)


def test_bodies_over_51200_bytes_are_refused(stacks):
    body = template(Group=log_group(), Description="x") + " " * 51200
    assert "at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200" in (
        refusal(stacks, body)
    )


def test_parameters_that_are_missing_or_unknown_are_refused(stacks):
    body = template(Group=log_group(), Parameters={"Size": {"Type": "String"}})
    assert refusal(stacks, body) == "Parameters: [Size] must have values"
    unknown = [{"ParameterKey": "Colour", "ParameterValue": "red"}, {"ParameterKey": "Size", "ParameterValue": "l"}]
    assert refusal(stacks, body, Parameters=unknown) == "Parameters: [Colour] do not exist in the template"


@pytest.mark.parametrize(
    ("parameter", "value", "text"),
    [
        ({"AllowedValues": ["a", "b"]}, "c", "Parameter 'P' must be one of AllowedValues"),
        ({"AllowedPattern": "[a-z]+"}, "A", "Parameter 'P' must match pattern [a-z]+"),
        ({"MinLength": 3}, "ab", "Parameter 'P' must contain at least 3 characters"),
        ({"MaxLength": 3}, "abcd", "Parameter 'P' must contain at most 3 characters"),
        ({"Type": "Number"}, "x", "Parameter 'P' must be a number"),
        (
            {"AllowedPattern": "[a-z]+", "ConstraintDescription": "only letters"},
            "1",
            "Parameter P failed to satisfy constraint: only letters",
        ),
    ],
)
def test_values_against_a_constraint_are_refused(stacks, parameter, value, text):
    body = template(Group=log_group(), Parameters={"P": {"Type": "String", **parameter}})
    assert refusal(stacks, body, Parameters=[{"ParameterKey": "P", "ParameterValue": value}]) == text


def test_values_over_4096_bytes_are_refused(stacks):
    body = template(Group=log_group(), Parameters={"P": {"Type": "String"}})
    text = refusal(stacks, body, Parameters=[{"ParameterKey": "P", "ParameterValue": "x" * 4097}])
    assert "4096" in text


def test_a_parameter_that_is_not_in_parameter_store_is_refused(stacks):
    kind = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"
    body = template(Group=log_group(), Parameters={"Image": {"Type": kind, "Default": "/no/such"}})
    assert refusal(stacks, body) == "Unable to fetch parameters [/no/such] from parameter store for this account."


def test_an_image_parameter_that_names_no_image_fails_the_stack(stacks):
    parameters = {"Image": {"Type": "AWS::EC2::Image::Id", "Default": "ami-0123456789abcdef0"}}
    stack = stacks.made(template(Group=log_group(), Parameters=parameters))
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert stacks.reason(stack["StackId"], "bake", "ROLLBACK_IN_PROGRESS") == (
        "Parameter validation failed: parameter value ami-0123456789abcdef0 for parameter name Image does not exist. "
        "Rollback requested by user."
    )
    assert stacks.statuses(stack["StackId"], "Group") == []


def named(value) -> dict:
    return log_group(properties={"LogGroupName": value})


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (template(A=named({"Ref": "X"})), "Unresolved resource dependencies [X] in the Resources block"),
        (template(A=named({"Fn::Sub": "${X}"})), "Unresolved resource dependencies [X] in the Resources block"),
        (template(A=log_group(DependsOn="X")), "Unresolved resource dependencies [X] in the Resources block"),
        (
            template(A=log_group(), Outputs={"O": {"Value": {"Ref": "X"}}}),
            "Unresolved resource dependencies [X] in the Outputs block",
        ),
        (
            template(A=log_group(), Conditions={"C": {"Fn::Equals": [{"Ref": "A"}, "a"]}}),
            "Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
        ),
        (template(A=log_group(Condition="C")), "Unresolved condition dependency C in the Resources block"),
        (
            template(A=log_group(DependsOn="B"), B=log_group(DependsOn="A"), C=log_group(DependsOn="B")),
            "Circular dependency between resources: [A, B]",
        ),
        (template(A={"Type": "AWS::No::Such"}), "Template format error: Unrecognized resource types: [AWS::No::Such]"),
        (
            json.dumps({"Resources": {"A": log_group()}, "Resource": {}}),
            "Invalid template property or properties [Resource]",
        ),
        (template(A={"Type": "AWS::Logs::LogGroup", "Depends": "B"}), "Invalid template resource property 'Depends'"),
        (template(), "Template format error: At least one Resources member must be defined."),
        (
            template(A={"Properties": {}}),
            "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
        ),
        ("{", "Template format error: YAML not well-formed."),
        ("just text", "Template format error: unsupported structure."),
        (
            template(A=log_group(), B=named({"Fn::GetAtt": ["A", "Colour"]})),
            "Template error: resource A does not support attribute type Colour in Fn::GetAtt",
        ),
    ],
)
def test_templates_that_make_no_sense_are_refused(stacks, body, text):
    assert text in refusal(stacks, body)


def test_validate_template_refuses_the_same(stacks):
    with pytest.raises(ClientError, match=r"Unresolved resource dependencies \[X\]"):
        stacks.cfn.validate_template(TemplateBody=template(A=named({"Ref": "X"})))


def test_validate_template_tells_parameters_and_capabilities(stacks):
    parameters = {"Size": {"Type": "String", "Default": "s", "Description": "how big", "NoEcho": True}}
    told = stacks.cfn.validate_template(TemplateBody=template(Role=role(), Parameters=parameters, Description="a cake"))
    assert told["Description"] == "a cake"
    assert told["Parameters"] == [
        {"ParameterKey": "Size", "DefaultValue": "s", "NoEcho": True, "Description": "how big"}
    ]
    assert told["Capabilities"] == ["CAPABILITY_IAM"]
    assert told["CapabilitiesReason"] == "The following resource(s) require capabilities: [AWS::IAM::Role]"


def test_on_failure_and_disable_rollback_together_are_refused(stacks):
    text = refusal(stacks, GOOD, OnFailure="DELETE", DisableRollback=False)
    assert text == "You can specify either DisableRollback or OnFailure, but not both."


@pytest.mark.parametrize(
    ("tags", "text"),
    [
        ([{"Key": "aws:mine", "Value": "x"}], "aws: prefixed tag key names are not allowed for external use."),
        ([{"Key": f"k{i}", "Value": "x"} for i in range(51)], "Member must have length less than or equal to 50"),
        ([{"Key": "k", "Value": "x" * 257}], "Member must have length less than or equal to 256"),
    ],
)
def test_tags_that_a_stack_cannot_have_are_refused(stacks, tags, text):
    assert text in refusal(stacks, GOOD, Tags=tags)


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({"Colour": "red"}, "#: extraneous key [Colour] is not permitted"),
        ({"RetentionInDays": 4}, "#/RetentionInDays: 4 is not a valid enum value"),
        ({"Tags": "x"}, "#/Tags: expected type: JSONArray, found: String"),
        ({"Arn": "x"}, "#: extraneous key [Arn] is not permitted"),
    ],
)
def test_properties_against_the_schema_fail_the_resource(stacks, properties, text):
    stack = stacks.create(template(Group=log_group(properties=properties)))
    head = "Properties validation failed for resource Group with message:\n"
    assert stacks.reason(stack, "Group") == head + text


def test_unknown_properties_of_ec2_are_unsupported(stacks):
    group = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g", "Colour": "red"}}
    stack = stacks.create(template(Group=group))
    assert stacks.reason(stack, "Group") == "Encountered unsupported property Colour"


def test_a_property_that_is_required_is_missed(stacks):
    stack = stacks.create(template(Group={"Type": "AWS::EC2::SecurityGroup", "Properties": {}}))
    assert "#: required key [GroupDescription] not found" in stacks.reason(stack, "Group")


@pytest.mark.parametrize("trusted", [None, "lambda.amazonaws.com"])
def test_a_role_that_cloudformation_cannot_take_is_refused(stacks, client, account, trusted):
    arn = f"arn:aws:iam::{account}:role/service"
    if trusted:
        client("iam").create_role(RoleName="service", AssumeRolePolicyDocument=json.dumps(trust(trusted)))
    assert refusal(stacks, GOOD, RoleARN=arn) == f"Role {arn} is invalid or cannot be assumed"
