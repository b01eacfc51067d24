"""The guest of Windows, as far as can be told without one: its PowerShell is held to PowerShell's grammar, and every
command and variable in it to those that there are. Nothing here has run it."""

import json
import re
import zipfile
from io import BytesIO

import pytest

from builder import TEMPLATE
from powershell import Script

GUEST = sorted((TEMPLATE / "guest-windows").glob("*.ps1"))
STUB = TEMPLATE / "user-data.ps1"
# Of Windows PowerShell 5.1, of the modules that Windows Server has, and of AWS Tools.
CMDLETS = {
    *("Add-Type", "Out-Null", "Out-String", "New-Object", "Test-Path", "New-Item", "Remove-Item", "Copy-Item"),
    *("Get-Content", "Get-Item", "Get-ItemProperty", "Select-Object", "ForEach-Object", "Start-Sleep", "Get-Date"),
    *("ConvertTo-Json", "ConvertFrom-Json", "Push-Location", "Pop-Location", "Get-Command", "Get-CimInstance"),
    *("New-ScheduledTaskAction", "New-ScheduledTaskTrigger", "New-ScheduledTaskSettingsSet"),
    *("Register-ScheduledTask", "Unregister-ScheduledTask", "Get-SSMParameter", "Get-SECSecretValue"),
}
PROGRAMS = {"curl.exe", "icacls.exe", "cmd.exe", "wevtutil.exe", "shutdown.exe"}
AUTOMATIC = {"_", "null", "true", "false", "matches", "lastexitcode", "psscriptroot", "pscommandpath"}
# What whoever dot-sources or starts a part has set.
GIVEN = {"report.ps1": {"work", "settings"}, "secrets.ps1": {"work", "settings"}}


def inner(path):
    """What PowerShell gets of a file: of the user data what is between the tags, its placeholders filled."""
    text = path.read_text(encoding="ascii")
    if path == STUB:
        text = re.fullmatch(r"<powershell>\n(.*)</powershell>\n<detach>true</detach>\n", text, re.DOTALL)[1]
        text = re.sub(r"@\[(provisionTimeout|powerOffAfter)\]", "1800", text)
    return Script(text)


@pytest.fixture(scope="module")
def shared():
    return inner(TEMPLATE / "guest-windows" / "report.ps1")


@pytest.mark.parametrize("path", [STUB, *GUEST], ids=lambda path: path.name)
def test_is_powershell(path):
    assert inner(path).faults() == []


@pytest.mark.parametrize("path", [STUB, *GUEST], ids=lambda path: path.name)
def test_calls_nothing_that_is_not_there(path, shared):
    script = inner(path)
    secrets = inner(TEMPLATE / "guest-windows" / "secrets.ps1").functions()
    known = CMDLETS | PROGRAMS | script.functions() | shared.functions() | secrets
    parts = {f'"$work\\{one.name}"' for one in GUEST} | {"$agent", "$path"}
    assert script.calls() - known - parts == set()


@pytest.mark.parametrize("path", [STUB, *GUEST], ids=lambda path: path.name)
def test_reads_no_variable_that_nobody_set(path, shared):
    script = inner(path)
    beside = set() if path in (STUB,) or path.name == "run-script.ps1" else shared.set_variables()
    known = script.set_variables() | beside | AUTOMATIC | GIVEN.get(path.name, set())
    assert script.variables() - known == set()


@pytest.mark.parametrize("path", GUEST, ids=lambda path: path.name)
def test_a_broken_line_is_a_fault(path):
    assert Script(path.read_text() + "\nif ($x { 'y' }\n").faults() != []


def test_a_misspelt_variable_and_command_are_seen():
    script = Script("$name = 1\nWrite-Step $nmae\n")
    assert script.variables() - script.set_variables() == {"nmae"}
    assert script.calls() == {"Write-Step"}


@pytest.mark.parametrize("path", [STUB, *GUEST], ids=lambda path: path.name)
def test_no_file_outgrows_250_lines(path):
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", [STUB, TEMPLATE / "guest-windows" / "report.ps1"], ids=lambda path: path.name)
def test_a_signal_goes_by_curl_without_a_content_type_and_without_asking_for_revocations(path):
    """The signed address allows no Content-Type; where revocations are listed cannot be reached from everywhere."""
    calls = [line for line in path.read_text().splitlines() if "$settings.SignalUrl" in line and "curl.exe" in line]
    assert len(calls) == 1
    assert "-H 'Content-Type:'" in calls[0] and "--ssl-no-revoke" in calls[0] and "-X PUT" in calls[0]


def test_success_is_signalled_when_windows_is_generalized_and_nothing_of_the_bake_is_left():
    finish = (TEMPLATE / "guest-windows" / "finish.ps1").read_text()
    body = finish[finish.rindex("\ntry {") :]
    steps = ["Clear-Builder", "Invoke-Sysprep", "Unregister-ScheduledTask", "Remove-Item -LiteralPath $work", "SUCCESS"]
    assert [body.index(step) for step in steps] == sorted(body.index(step) for step in steps)
    assert body.index("SUCCESS") < body.index("shutdown.exe /s")


def test_what_runs_on_the_builder_leaves_room_for_the_users_scripts():
    """Of 16,384 bytes, of which base64 takes a quarter and the stub 1.2 KB."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for path in GUEST:
            zipped.writestr(path.name, re.sub(r"(?m)^\s*#[^\n]*\n|^[ \t]+", "", path.read_text()))
    assert len(archive.getvalue()) <= 6700


def test_the_reason_in_the_stub_is_json():
    told = re.search(r"\$told = '(.*)'", STUB.read_text())[1]
    assert json.loads(told)["Status"] == "FAILURE"
