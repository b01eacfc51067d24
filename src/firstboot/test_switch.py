"""The dead man's switch as a timer of the real systemd."""

import time


def test_a_script_that_never_ends_is_named_and_the_builder_powers_off_in_time(bakes):
    account, done = bakes("hangs")
    assert done.returncode == 1
    assert "out of time after 20 s, still at 10-hangs.sh" in done.stdout and "about to hang" in done.stdout
    (builder,) = account.instances()
    waited_from = time.monotonic()
    account.ended(builder["InstanceId"])
    assert time.monotonic() - waited_from < 60, "what hears no signal is waited for by systemd, for 90 seconds"
    (builder,) = account.instances()
    assert builder["StateReason"]["Code"] == "Client.InstanceInitiatedShutdown"
    console = account.console(builder["InstanceId"])
    assert "ami-bake: FAILED out of time after 20 s, still at 10-hangs.sh" in console
    assert account.control.images() == []
