"""Fixtures: a Debian, a cloud whose instances boot it, and what Maven bakes there, all of it at once."""

import itertools
import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "localcloud/tests"))

import debian  # noqa: E402
from cloud import Cloud, launch, launcher_environment  # noqa: E402
from ec2 import Account  # noqa: E402
from maven import Maven  # noqa: E402

# Its stack waits longer than the builder may take: else the stack's own end would come first.
PATIENT = HERE.parent / "it/a-builder-that-hangs-ends-itself-and-is-not-imaged/src/main/ami/template.yaml.ftl"
WORDS = {"hangs": (f"-Dami.template={PATIENT}",)}
LARGE = {"staged": "src/main/ami/files/opt/large"}
TARGET = HERE.parents[1] / "target"


def pytest_addoption(parser):
    parser.addoption("--maven-home", type=Path)
    parser.addoption("--repository", type=Path, default=TARGET / "local-repo", help="has the plugin")
    parser.addoption("--resolved", default="", help="URL of the repository with what the build has resolved")
    parser.addoption("--plugin-version")


@pytest.fixture(scope="session")
def root() -> Path:
    return debian.ensure(TARGET / "firstboot")


@pytest.fixture(scope="session")
def cloud(root):
    home = TARGET / "firstboot" / f"cloud-{os.getpid()}"
    environment = launcher_environment() | {"AMI_LOCALCLOUD_GUEST_ROOT": str(root)}
    words = ["start", "--home", str(home), "--owner-pid", str(os.getpid()), "--image-pending-seconds", "0"]
    started = launch(*words, "--instance-pending-seconds", "0", env=environment)
    yield Cloud(started.stdout.strip(), home)
    launch("stop", "--home", str(home))


@pytest.fixture(scope="session")
def maven(pytestconfig) -> Maven:
    folder = TARGET / "firstboot" / "work"
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "settings.xml"
    text = (HERE.parent / "it/settings.xml").read_text()
    settings.write_text(text.replace("@localRepositoryUrl@", pytestconfig.getoption("resolved")))
    options = [pytestconfig.getoption(name) for name in ("maven_home", "repository", "plugin_version")]
    return Maven(options[0], options[1], settings, options[2], folder)


@pytest.fixture(scope="session")
def bakes(cloud, maven):
    """All projects, each baked in an account of its own; `bakes(name)` waits for its end."""
    names = sorted(path.name for path in (HERE / "projects").iterdir())
    accounts = {
        name: Account(cloud, f"{number:012}") for name, number in zip(names, itertools.count(580), strict=False)
    }
    with ThreadPoolExecutor(len(names)) as pool:
        builds: dict[str, Future] = {
            name: pool.submit(maven.bake, name, cloud.url, account.id, WORDS.get(name, ()), LARGE.get(name))
            for name, account in accounts.items()
        }
        yield lambda name: (accounts[name], builds[name].result())


@pytest.fixture(scope="session")
def images(bakes, maven):
    """`images(name)` waits for the bake of a project; the account, its image, and what Maven said."""

    def image(name: str):
        account, done = bakes(name)
        assert done.returncode == 0, done.stdout + account.consoles()
        return account, account.image(maven.result(name, "ami.id")), done.stdout

    return image


@pytest.fixture(scope="session")
def baked(images):
    """The account, and the image of the project `service`."""
    return images("service")[:2]
