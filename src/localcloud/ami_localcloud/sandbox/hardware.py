"""The machine as its own system sees it in /sys: the kernel's devices, read-only, under a hypervisor that is EC2's.

By that cloud-init knows where it is, and only then uses tokens for the metadata service (`identify_aws` of its
DataSourceEc2; https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html). Firmware tables would
tell it too, but not in a container.
"""

import os

from ami_localcloud.sandbox import kernel

FLAGS = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC


def mount(sys: str, instance_id: str) -> None:
    """Lays /sys together out of the kernel's folders, bound one by one, and ours."""
    kernel.mount("sysfs", sys, "sysfs", FLAGS | kernel.MS_RDONLY)
    real = os.open(sys, os.O_PATH)
    kernel.mount("tmpfs", sys, "tmpfs", FLAGS, "mode=0555,size=64k")
    for name in os.listdir(f"/proc/self/fd/{real}"):
        if name != "hypervisor":
            os.mkdir(f"{sys}/{name}")
            kernel.mount(f"/proc/self/fd/{real}/{name}", f"{sys}/{name}", "", kernel.MS_BIND)
    os.close(real)
    os.mkdir(f"{sys}/hypervisor")
    with open(f"{sys}/hypervisor/uuid", "w") as f:
        f.write(f"ec2{instance_id[2:7]}-0000-0000-0000-{instance_id[7:].zfill(12)[:12]}\n")
    kernel.mount("", sys, "", kernel.MS_BIND | kernel.MS_REMOUNT | kernel.MS_RDONLY | FLAGS)
