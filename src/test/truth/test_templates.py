"""cfn-lint finds nothing: in no shape of the built-in template, and in no template that a bake sent."""

import pytest
from cfnlint.api import lint_file

import bakes

SHAPES = {
    "small",
    "spot",
    "spot-with-all-that-touches-it",
    "large",
    "names-and-tags",
    "network",
    "private-address-in-subnet",
    "public-address",
    "resource-signal",
    "roles",
    "root-volume",
    "root-volume-with-throughput",
    "windows",
}
LEFT = {file.stem for file in (bakes.TARGET / "templates").glob("*.yaml")}
OWN = {"bakes-with-a-template-of-its-own", "bakes-the-seeds-template-as-its-own"}


def test_the_unit_tests_left_every_shape_of_the_built_in_template():
    assert LEFT >= SHAPES


@pytest.mark.parametrize("shape", sorted(SHAPES | LEFT))
def test_a_shape_of_the_built_in_template_has_no_findings(shape):
    assert lint_file(bakes.TARGET / "templates" / f"{shape}.yaml") == []


def test_what_mvn_ami_render_wrote_has_no_findings():
    found = {file: lint_file(file) for file in bakes.TARGET.glob("it/*/target/ami/template.yaml")}
    assert found == dict.fromkeys(found, [])


@pytest.fixture(scope="module")
def sent():
    return bakes.templates()


def test_what_the_bakes_sent_has_no_findings(sent, tmp_path):
    found = {}
    for name, template in sent.items():
        file = tmp_path / f"{name}.yaml"
        file.write_text(template)
        found[name] = lint_file(file)
    assert found == dict.fromkeys(sent, [])


def test_users_own_templates_are_among_what_was_sent(sent):
    ran = {bakes.accounts()[entry["account"]] for entry in bakes.requests()}
    assert sent.keys() >= OWN & ran


def test_a_property_that_no_resource_has_is_a_finding(tmp_path):
    file = tmp_path / "template.yaml"
    file.write_text("Resources: {Builder: {Type: 'AWS::EC2::Instance', Properties: {Bogus: 1}}}")
    assert "E3002" in [finding.rule.id for finding in lint_file(file)]
