"""What the publishers have: their parameters, their images, and how DescribeImages finds them."""

import pytest
from machines import Machines, refusal

AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami{}-kernel-default-{}"
PUBLIC = {
    AMAZON_LINUX.format("", "x86_64"): ("al2023-ami-2023.", "x86_64", "137112412989"),
    AMAZON_LINUX.format("", "arm64"): ("al2023-ami-2023.", "arm64", "137112412989"),
    AMAZON_LINUX.format("-minimal", "x86_64"): ("al2023-ami-minimal-2023.", "x86_64", "137112412989"),
    AMAZON_LINUX.format("-minimal", "arm64"): ("al2023-ami-minimal-2023.", "arm64", "137112412989"),
    "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id": (
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-",
        "x86_64",
        "099720109477",
    ),
    "/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id": (
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-",
        "arm64",
        "099720109477",
    ),
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id": (
        "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-",
        "x86_64",
        "099720109477",
    ),
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id": (
        "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-",
        "arm64",
        "099720109477",
    ),
    "/aws/service/debian/release/12/latest/amd64": ("debian-12-amd64-", "x86_64", "136693071363"),
    "/aws/service/debian/release/12/latest/arm64": ("debian-12-arm64-", "arm64", "136693071363"),
    "/aws/service/debian/release/13/latest/amd64": ("debian-13-amd64-", "x86_64", "136693071363"),
    "/aws/service/debian/release/13/latest/arm64": ("debian-13-arm64-", "arm64", "136693071363"),
    "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base": (
        "Windows_Server-2022-English-Full-Base-2026.11.",
        "x86_64",
        "801119661308",
    ),
    "/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base": (
        "Windows_Server-2025-English-Full-Base-2026.11.",
        "x86_64",
        "801119661308",
    ),
}


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


def images(machines, **query) -> list[dict]:
    return machines.ec2.describe_images(**query)["Images"]


def of(name: str, *values: str) -> dict:
    return {"Name": name, "Values": list(values)}


@pytest.mark.parametrize("parameter", PUBLIC)
def test_a_public_parameter_holds_the_newest_image_of_its_publisher(machines, parameter):
    name, architecture, owner = PUBLIC[parameter]
    found = images(machines, ImageIds=[machines.base(parameter)])[0]
    assert found["Name"].startswith(name)
    assert (found["Architecture"], found["OwnerId"], found["ImageOwnerAlias"]) == (architecture, owner, "amazon")
    filters = [of("name", name.removesuffix("2026.11.") + "*"), of("architecture", architecture)]
    alike = images(machines, Owners=[owner], Filters=filters)
    assert max(alike, key=lambda i: i["CreationDate"])["ImageId"] == found["ImageId"] and len(alike) > 1


def test_images_of_windows_tell_that_they_are(machines):
    found = images(machines, Owners=["amazon"], Filters=[of("platform", "windows")])
    assert {i["Name"].partition("-English")[0] for i in found} == {"Windows_Server-2022", "Windows_Server-2025"}
    kinds = {(i["Platform"], i["PlatformDetails"], i["UsageOperation"], i["Architecture"]) for i in found}
    assert kinds == {("windows", "Windows", "RunInstances:0002", "x86_64")}
    linux = images(machines, ImageIds=[machines.base()])[0]
    assert "Platform" not in linux and linux["PlatformDetails"] == "Linux/UNIX"


def test_what_others_deprecated_is_found_by_its_id_or_when_asked_for(machines):
    standard = of("name", "al2023-ami-2023.*-x86_64")
    shown = images(machines, Owners=["amazon"], Filters=[standard])
    every = images(machines, Owners=["amazon"], Filters=[standard], IncludeDeprecated=True)
    hidden = [i["ImageId"] for i in every if i not in shown]
    assert (len(shown), len(every)) == (2, 3)
    assert [i["ImageId"] for i in images(machines, ImageIds=hidden)] == hidden


def test_a_disabled_image_is_private_cannot_be_launched_and_is_shown_only_when_asked_for(machines):
    builder = machines.launch(UserData="")
    machines.until(builder, "running")
    image = machines.image(builder)
    machines.ec2.modify_image_attribute(ImageId=image, LaunchPermission={"Add": [{"Group": "all"}]})
    machines.ec2.disable_image(ImageId=image)
    assert images(machines, Owners=["self"]) == images(machines, ImageIds=[image]) == []
    found = images(machines, ImageIds=[image], IncludeDisabled=True)[0]
    assert (found["State"], found["Public"]) == ("disabled", False)
    assert refusal(machines.launch, base=image)[0] == "InvalidAMIID.Unavailable"
    machines.ec2.enable_image(ImageId=image)
    assert [i["State"] for i in images(machines, ImageIds=[image])] == ["available"]
    assert refusal(machines.ec2.disable_image, ImageId=machines.base())[0] == "AuthFailure"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [("a[b].1", ["a[b].1"]), ("a*1", ["a[b].1", "a*1"]), (r"a\*1", ["a*1"]), ("a?1", ["a*1"]), ("A*", [])],
)
def test_stars_and_question_marks_are_all_the_wildcards_there_are(pattern, names):
    from ami_localcloud.ec2.imagesearch import wildcard

    assert [name for name in ("a[b].1", "a*1") if wildcard(pattern).fullmatch(name)] == names
