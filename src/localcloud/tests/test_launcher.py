"""The launcher: started once, found again, stopped with everything it started."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from cloud import PATIENCE, SOURCES, launch, launcher_environment
from test_functions import Functions

from ami_localcloud.processes import Process


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    launch("stop", "--home", str(tmp_path))


def health(url: str) -> dict:
    with urllib.request.urlopen(f"{url}/_localcloud/health", timeout=PATIENCE) as answer:
        return json.load(answer)


def server(home: Path) -> Process:
    return Process(**json.loads((home / "localcloud.pid").read_text()))


def function_process(url: str) -> Process:
    """The process of a function that runs in that cloud."""

    def client(service: str) -> "boto3.client":
        keys = {"aws_access_key_id": "000000000009", "aws_secret_access_key": "s"}
        return boto3.Session().client(service, endpoint_url=url, region_name="us-east-1", **keys)

    functions = Functions(client)
    functions.make("import os\ndef handler(e, c): return os.getpid()")
    process = Process.of(functions.invoke())
    assert process
    return process


def test_it_listens_on_the_loopback_address_alone_and_on_the_port_it_was_given(home: Path):
    with socket.socket() as kept:
        # Nobody else gets it meanwhile; who asks for it by its number does, as nothing listens on it.
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        port = kept.getsockname()[1]
        launch("start", "--home", str(home), "--port", str(port), "--port-file", str(home / "port"))
    assert (home / "port").read_text() == f"{port}\n"
    listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout
    own = [line.split()[3] for line in listening.splitlines() if f"pid={server(home).pid}," in line]
    assert own == [f"127.0.0.1:{port}"]


def test_a_second_start_finds_the_first_and_its_settings_are_taken_over(home: Path):
    first = launch("start", "--home", str(home))
    second = launch("start", "--home", str(home), "--image-pending-seconds", "7")
    assert second.stdout == first.stdout
    assert "already running" in second.stderr
    with urllib.request.urlopen(f"{first.stdout.strip()}/_localcloud/settings") as answer:
        assert json.load(answer)["imagePendingSeconds"] == 7


def test_two_starts_at_once_make_one_cloud(home: Path):
    answers: list[str] = []
    starts = [
        threading.Thread(target=lambda: answers.append(launch("start", "--home", str(home)).stdout)) for _ in range(2)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(answers) == 2 and answers[0] == answers[1]


def test_stop_ends_the_server_and_the_processes_of_functions(home: Path):
    url = launch("start", "--home", str(home)).stdout.strip()
    processes = [server(home), function_process(url)]
    launch("stop", "--home", str(home))
    assert [process.is_alive() for process in processes] == [False, False]
    stopped = launch("status", "--home", str(home), check=False)
    assert (stopped.returncode, stopped.stdout) == (3, "not running\n")


def test_functions_do_not_outlive_a_server_that_was_killed_and_start_makes_a_new_one(home: Path):
    url = launch("start", "--home", str(home)).stdout.strip()
    function, killed = function_process(url), server(home)
    os.kill(killed.pid, signal.SIGKILL)
    assert function.wait(PATIENCE)
    again = launch("start", "--home", str(home)).stdout.strip()
    assert health(again)["pid"] == server(home).pid != killed.pid


def test_it_ends_with_its_owner(home: Path):
    owner = subprocess.Popen(["sleep", "600"])
    launch("start", "--home", str(home), "--owner-pid", str(owner.pid))
    running = server(home)
    owner.kill()
    owner.wait()
    assert running.wait(PATIENCE)


def test_a_process_that_has_the_number_of_a_dead_server_is_left_alone(home: Path):
    launch("start", "--home", str(home))
    launch("stop", "--home", str(home))
    other = subprocess.Popen(["sleep", "600"])
    mistaken = Process.of(other.pid).as_json() | {"start_time": 1}
    (home / "localcloud.pid").write_text(json.dumps(mistaken))
    (home / "localcloud.port").write_text("1")
    launch("stop", "--home", str(home))
    alive = other.poll() is None
    other.kill()
    other.wait()
    assert alive


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_the_foreground_it_stays_and_ends_when_asked(home: Path, number: int):
    command = [sys.executable, "-m", "ami_localcloud.launcher", "start", "--home", str(home), "--foreground"]
    background = ["bash", "-c", 'trap "" INT; exec "$@"', "bash", *command]
    launcher = subprocess.Popen(background, cwd=SOURCES, env=launcher_environment(), stdout=subprocess.PIPE, text=True)
    assert launcher.stdout.readline().strip()
    running = server(home)
    assert running.is_alive()
    launcher.send_signal(number)
    launcher.wait(PATIENCE)
    launcher.stdout.close()
    assert not running.is_alive()


def test_a_port_that_is_taken_is_refused_at_once(home: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        failed = launch("start", "--home", str(home), "--port", str(port), check=False)
    assert failed.returncode == 1
    assert f"cannot listen on port {port}: Address already in use" in failed.stderr


def test_a_server_that_does_not_get_ready_is_said_with_the_last_lines_of_its_log(home: Path):
    broken = home / "environment" / "bin"
    broken.mkdir(parents=True)
    (broken / "python").write_text("#!/bin/sh\necho 'no module named localstack' >&2\nexit 1\n")
    (broken / "python").chmod(0o755)
    environment = launcher_environment() | {"AMI_LOCALCLOUD_ENVIRONMENT": str(broken.parent)}
    failed = launch("start", "--home", str(home), check=False, env=environment)
    assert failed.returncode == 1
    assert "did not get ready" in failed.stderr and "no module named localstack" in failed.stderr
    assert not (home / "localcloud.pid").exists()


def test_nothing_of_the_caller_environment_gets_into_the_server(home: Path):
    environment = launcher_environment() | {"AWS_SECRET_ACCESS_KEY": "s3cr3t", "AWS_PROFILE": "work"}
    launch("start", "--home", str(home), env=environment)
    seen = Path(f"/proc/{server(home).pid}/environ").read_text()
    assert "s3cr3t" not in seen and "AWS_PROFILE" not in seen


def test_the_python_of_the_environment_sees_the_package_and_its_packages():
    printed = launch("python", "-c", "import ami_localcloud, localstack, sys; print(sys.prefix)").stdout
    assert printed.strip() == sys.prefix


def test_a_setting_that_cannot_be_is_refused_before_anything_starts(home: Path):
    refused = launch("start", "--home", str(home), "--image-pending-seconds", "-1", check=False)
    assert (refused.returncode, list(home.iterdir())) == (1, [])
    assert "setting imagePendingSeconds cannot be -1" in refused.stderr


def test_words_after_python_are_the_program_own(home: Path):
    printed = launch("python", "-c", "import sys; print(sys.argv[1:])", "--home", "x", "-h", "--port").stdout
    assert printed == "['--home', 'x', '-h', '--port']\n"


def test_the_command_works_from_any_folder_through_a_python_that_fails(tmp_path: Path):
    (tmp_path / "python3").write_text("#!/bin/sh\necho 'no such version' >&2\nexit 127\n")
    (tmp_path / "python3").chmod(0o755)
    environment = launcher_environment() | {"PATH": f"{tmp_path}:{Path(sys.executable).parent}:/usr/bin:/bin"}
    (tmp_path / "python3.12").symlink_to(sys.executable)
    command = [str(SOURCES / "localcloud"), "status", "--home", str(tmp_path)]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("not running\n", "")


@pytest.mark.parametrize(
    ("tools", "says"),
    [
        ({"uname": "echo Darwin"}, "needs Linux"),
        ({"uname": "echo Linux"}, "needs Python 3.11, 3.12 or 3.13"),
    ],
)
def test_what_is_missing_is_said_in_one_line_with_what_still_runs(
    tmp_path: Path, tools: dict[str, str], says: str, without_python: Callable[[Path], str]
):
    for name, body in tools.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    command = ["/bin/sh", "-c", without_python(tmp_path)]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert says in line and "mvn test" in line


@pytest.fixture
def without_python() -> Callable[[Path], str]:
    """The launcher's script with none of the absolute paths it looks at, as on a machine without Python."""

    def text(folder: Path) -> str:
        for tool in ("dirname",):
            (folder / tool).symlink_to(f"/usr/bin/{tool}")
        return (SOURCES / "localcloud").read_text().replace("/usr/local/bin/", "/none/").replace("/usr/bin/", "/none/")

    return text
