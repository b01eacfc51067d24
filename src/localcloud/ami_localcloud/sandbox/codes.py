"""What cloud and sandbox say to each other: exit codes of process 1, and orders on the control socket."""

POWEROFF, REBOOT, HALT, LOST = 20, 21, 22, 23
POWER_BUTTON, REBOOT_BUTTON = b"p", b"r"
