"""What an instance's machine is plugged into, where instances boot a system of their own."""

import ipaddress
from typing import Any

from ami_localcloud.sandbox import own_root

# The peer's name is one that cloud-init takes for no interface of the machine's.
NAME, PEER = "ens5", "veth-subnet"


def interface(instance: Any) -> dict[str, Any] | None:
    """The primary network interface and the subnet's router, its first address; None where nothing is booted."""
    if not own_root.folder():
        return None
    nic = instance.nics[0]
    subnet = ipaddress.ip_network(nic.subnet.cidr_block)
    return {
        "name": NAME,
        "peer": PEER,
        "mac": nic.mac_address,
        "address": nic.private_ip_address,
        "router": str(subnet.network_address + 1),
        "prefix": subnet.prefixlen,
    }
