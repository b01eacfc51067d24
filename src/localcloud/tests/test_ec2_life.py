"""The life of an instance: its states, power-off from inside and outside, what is kept and what goes."""

import base64

import pytest
from cloud import eventually
from machines import Machines, refusal


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


def running(machines, script: str = "", **more) -> str:
    instance = machines.launch(script, **more)
    machines.until(instance, "running")
    return instance


def test_an_instance_is_pending_until_less_is_set(machines):
    machines.control.set(instancePendingSeconds=3600)
    instance = machines.launch()
    assert machines.state(instance) == "pending"
    machines.control.set(instancePendingSeconds=0)
    machines.until(instance, "running")


def test_an_instance_is_pending_for_the_time_set(machines):
    machines.control.set(instancePendingSeconds=3600)
    instance = machines.launch("#!/bin/sh\ntrue\n")
    assert machines.state(instance) == "pending"
    assert machines.console(instance) == ""
    machines.ec2.terminate_instances(InstanceIds=[instance])
    machines.until(instance, "terminated")


def test_power_off_inside_stops_the_instance(machines):
    found = machines.until(machines.launch("#!/bin/sh\nshutdown -h now\n"), "stopped")
    assert found["StateReason"]["Code"] == "Client.InstanceInitiatedShutdown"


def test_power_off_inside_terminates_where_the_attribute_says_so(machines):
    script = "#!/bin/sh\nsystemctl poweroff\n"
    machines.until(machines.launch(script, InstanceInitiatedShutdownBehavior="terminate"), "terminated")


def test_a_stopped_instance_starts_again_without_running_its_user_data_again(machines):
    instance = machines.done("#!/bin/sh\necho ran >> /etc/runs\n")
    machines.ec2.stop_instances(InstanceIds=[instance])
    found = machines.until(instance, "stopped")
    assert found["StateReason"]["Code"] == "Client.UserInitiatedShutdown"
    machines.ec2.start_instances(InstanceIds=[instance])
    machines.until(instance, "running")
    machines.ec2.stop_instances(InstanceIds=[instance])
    machines.until(instance, "stopped")
    assert machines.control.image_file(machines.image(instance), "/etc/runs") == b"ran\n"


PER_BOOT = (
    "#!/bin/sh\ntouch /run/memory /tmp/memory\nboots=/var/lib/cloud/scripts/per-boot\nmkdir -p $boots\n"
    "printf '#!/bin/sh\\nls /run/memory /tmp/memory\\necho booted | tee -a /etc/boots\\n' >$boots/note\n"
    "chmod 755 $boots/note\necho ran >>/etc/runs\n"
)


@pytest.mark.parametrize("how", ["shutdown -r now", "reboot", "systemctl reboot"])
def test_a_reboot_inside_runs_per_boot_scripts_on_the_same_disk_and_no_user_data(machines, how):
    instance = machines.launch(f"{PER_BOOT}{how}\nsleep 60; echo never >>/etc/runs\n")
    console = machines.printed(instance, "booted\n")
    assert console.count("Linux version") == 2 and console.count("'modules:final'") == 2
    assert "cannot access '/run/memory'" in console and "cannot access '/tmp/memory'" in console
    found = machines.describe(instance)
    assert found["State"]["Name"] == "running" and found["PrivateIpAddress"]
    machines.printed(instance, "Cloud-init v. 22.2.2 finished")
    machines.ec2.stop_instances(InstanceIds=[instance])
    machines.until(instance, "stopped")
    image = machines.image(instance)
    assert machines.control.image_file(image, "/etc/runs") == b"ran\n"
    assert machines.control.image_file(image, "/etc/boots") == b"booted\n"


def test_reboot_instances_reboots_and_changes_no_state(machines):
    instance = machines.done(PER_BOOT)
    machines.ec2.reboot_instances(InstanceIds=[instance])
    console = machines.printed(instance, "booted\n")
    assert console.count("Linux version") == 2 and machines.state(instance) == "running"
    machines.ec2.terminate_instances(InstanceIds=[instance])
    machines.until(instance, "terminated")
    assert refusal(machines.ec2.reboot_instances, InstanceIds=[instance])[0] == "IncorrectInstanceState"


def test_stopping_ends_what_runs_inside(machines):
    script = "#!/bin/sh\ntrap 'echo asked to end > /etc/asked; exit' TERM\necho up\nwhile :; do sleep 0.1; done\n"
    instance = machines.launch(script)
    machines.printed(instance, "up\n")
    machines.ec2.stop_instances(InstanceIds=[instance])
    machines.until(instance, "stopped")
    assert machines.control.image_file(machines.image(instance), "/etc/asked") == b"asked to end\n"


def test_terminating_kills_what_runs_inside_and_takes_the_volume(machines):
    instance = machines.launch("#!/bin/sh\necho up\nwhile :; do sleep 1; done\n")
    machines.printed(instance, "up\n")
    volume = machines.describe(instance)["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    machines.ec2.terminate_instances(InstanceIds=[instance])
    found = machines.until(instance, "terminated")
    assert "PrivateIpAddress" not in found and found["NetworkInterfaces"] == []
    assert refusal(machines.ec2.describe_volumes, VolumeIds=[volume])[0] == "InvalidVolume.NotFound"
    assert "up\n" in machines.console(instance)


def test_a_volume_that_is_to_be_kept_is_kept(machines):
    device = {"DeviceName": "/dev/xvda", "Ebs": {"DeleteOnTermination": False}}
    instance = running(machines, BlockDeviceMappings=[device])
    volume = machines.describe(instance)["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    machines.ec2.terminate_instances(InstanceIds=[instance])
    machines.until(instance, "terminated")
    assert machines.ec2.describe_volumes(VolumeIds=[volume])["Volumes"][0]["State"] == "available"


def test_a_stop_that_hangs_goes_on_when_forced(machines):
    machines.control.set(stopHangs=True)
    instance = machines.launch("#!/bin/sh\npoweroff\n")
    machines.until(instance, "stopping")
    machines.ec2.stop_instances(InstanceIds=[instance], Force=True)
    machines.until(instance, "stopped")


def test_changes_of_state_are_told_with_the_state_before(machines):
    instance = running(machines)
    change = machines.ec2.terminate_instances(InstanceIds=[instance])["TerminatingInstances"][0]
    assert change["PreviousState"] == {"Code": 16, "Name": "running"}
    assert change["CurrentState"] == {"Code": 32, "Name": "shutting-down"}


def test_what_cannot_be_started_or_stopped_is_refused(machines):
    instance = running(machines)
    machines.ec2.terminate_instances(InstanceIds=[instance])
    machines.until(instance, "terminated")
    assert refusal(machines.ec2.start_instances, InstanceIds=[instance])[0] == "IncorrectInstanceState"
    assert refusal(machines.ec2.stop_instances, InstanceIds=[instance])[0] == "IncorrectInstanceState"


def test_unknown_and_malformed_instances_are_refused(machines):
    unknown = "i-0123456789abcdef0"
    assert refusal(machines.ec2.describe_instances, InstanceIds=[unknown]) == (
        "InvalidInstanceID.NotFound",
        f"The instance ID '{unknown}' does not exist",
    )
    assert refusal(machines.ec2.stop_instances, InstanceIds=["nonsense"])[0] == "InvalidInstanceID.Malformed"


def test_a_protected_instance_is_not_terminated_until_its_protection_is_lifted(machines):
    instance = running(machines, DisableApiTermination=True)
    assert refusal(machines.ec2.terminate_instances, InstanceIds=[instance])[0] == "OperationNotPermitted"
    machines.ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": False})
    machines.ec2.terminate_instances(InstanceIds=[instance])


def test_the_shutdown_behaviour_can_be_changed(machines):
    instance = running(machines)
    machines.ec2.modify_instance_attribute(
        InstanceId=instance, InstanceInitiatedShutdownBehavior={"Value": "terminate"}
    )
    found = machines.ec2.describe_instance_attribute(InstanceId=instance, Attribute="instanceInitiatedShutdownBehavior")
    assert found["InstanceInitiatedShutdownBehavior"]["Value"] == "terminate"


def test_the_console_shows_what_is_written_to_its_devices(machines):
    instance = machines.done("#!/bin/sh\necho to the console > /dev/console\necho to the line > /dev/ttyS0\n")
    console = machines.console(instance)
    assert console.startswith("[    0.000000] Linux version")
    assert "to the console\n" in console and "to the line\n" in console


def test_the_console_keeps_the_last_64_kilobytes(machines):
    instance = machines.done("#!/bin/sh\nseq 100000 130000\n")
    console = machines.console(instance)
    assert len(console.encode()) == 65536 and "130000\n" in console


def test_the_latest_console_is_for_nitro_types_only(machines):
    instance = running(machines, InstanceType="t2.micro")
    assert refusal(machines.ec2.get_console_output, InstanceId=instance, Latest=True)[0] == "UnsupportedOperation"
    assert "Linux version" in machines.ec2.get_console_output(InstanceId=instance)["Output"]


def test_user_data_can_be_read_back(machines):
    instance = machines.launch(b"#!/bin/sh\n\xff\x00")
    found = machines.ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
    assert base64.b64decode(found["UserData"]["Value"]) == b"#!/bin/sh\n\xff\x00"


def test_the_guest_gets_no_secrets_of_the_cloud(machines):
    console = machines.console(
        machines.done("#!/bin/sh\nenv | cut -d= -f1 | sort | tr '\\n' ' '; cat /proc/1/environ\n")
    )
    assert "AWS_ENDPOINT_URL LANG PATH" in console
    assert "/proc/1/environ: Permission denied" in console


def test_a_reset_ends_and_forgets_what_the_account_has(machines):
    instance = machines.launch("#!/bin/sh\necho up\nwhile :; do sleep 1; done\n")
    machines.printed(instance, "up\n")
    machines.control.reset()
    assert refusal(machines.ec2.describe_instances, InstanceIds=[instance])[0] == "InvalidInstanceID.NotFound"
    assert eventually(lambda: machines.base())
