"""Moments that a test's scripts wait for on the builder, as shell: how long something takes is the machine's affair."""

# A clock that stands still until somebody says otherwise: launch.sh.
STANDS_STILL = "1000.00 0\n"
OVER = "echo '1100.00 0' >/uptime\n"


def until(condition: str) -> str:
    return f"until {condition}; do /usr/bin/sleep 0.05; done\n"


def logged(text: str) -> str:
    return until(f"grep -qF '{text}' /var/log/ami-bake.log")


def shown(text: str) -> str:
    """On the console, which follows the log by a process of its own."""
    return until(f"grep -qF '{text}' /dev/console")


def runs(command: str) -> str:
    """A process whose words are these; a bracket keeps grep from finding itself."""
    words = "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '"
    return until(f"{words} | grep -q '[{command[0]}]{command[1:]}'")


# A signal, by who is to get it: aws.py.
TAKEN = until("[ -e /taken ]")
POWERED_OFF = "i=0; while [ ! -e /powered ] && [ $i -lt 400 ]; do /usr/bin/sleep 0.05; i=$((i + 1)); done\n"
