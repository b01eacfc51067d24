#!/bin/sh
# Ends a bake that went well: cleans what an image must not carry, signals, powers off.
# Runs as a unit of its own after cloud-init's last stage, or at the end of the user data where systemd does not run.
set -u
work=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$work/settings"
# shellcheck source=report.sh
. "$work/report.sh"
data=$(head -c 900 "$work/data" | plain)

files_under() { # folders, each if there
    for folder in "$@"; do
        [ ! -d "$folder" ] || find "$folder" -xdev -mindepth 1 ! -type d -delete || return
    done
}

homes() {
    { cut -d : -f 6 /etc/passwd; printf '/root\n'; for home in /home/*; do printf '%s\n' "$home"; done; } | sort -u
}

# What one finds of the builder's first boot: the user data with the signal's address lies here four times.
cloud_init() {
    rm -rf /var/lib/cloud/instance /var/lib/cloud/instances /var/lib/cloud/data /var/lib/cloud/sem "$hook"
    rmdir -p "${hook%/*}" 2>/dev/null || :
}
login_keys() {
    homes | while IFS= read -r home; do rm -f "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2" || exit; done
}
host_keys() { rm -f /etc/ssh/ssh_host_*; }
histories() {
    homes | while IFS= read -r home; do
        for name in bash_history sh_history ash_history zsh_history python_history lesshst viminfo wget-hsts; do
            rm -f "$home/.$name" || exit
        done
    done
}
# Emptied, not removed: without the file systemd would take the next boot for the very first one.
machine_id() {
    [ ! -f /etc/machine-id ] || truncate -s 0 /etc/machine-id 2>/dev/null || { rm -f /etc/machine-id && : >/etc/machine-id; } ||
        return
    [ -L /var/lib/dbus/machine-id ] || rm -f /var/lib/dbus/machine-id
}
# Stopped first: stopping is when the service writes the seed.
random_seed() {
    [ ! -d /run/systemd/system ] || systemctl stop systemd-random-seed.service 2>/dev/null
    rm -f /var/lib/systemd/random-seed /var/lib/urandom/random-seed
}
leases() { rm -f /var/lib/dhcp/*.lease* /var/lib/dhclient/*.lease* /var/lib/dhcpcd/*.lease* /var/lib/NetworkManager/*.lease; }
# And what was trusted for the bake alone; what is signalled from here on still is, by a bundle beside the image.
packages() { [ ! -f "$work/ca.sh" ] || sh "$work/ca.sh" && files_under /var/cache/apt /var/lib/apt/lists /var/cache/dnf /var/cache/libdnf5 /var/cache/yum; }
temporary_files() {
    files_under /tmp /var/tmp && { find /tmp /var/tmp -xdev -mindepth 1 -type d -empty -delete 2>/dev/null || :; }
}
# Programs may hold their logs open, so those are emptied, or go where they cannot be; the journal, older logs,
# cloud-init's and ours go. The journal goes on in memory, as it would begin a new file where its own was deleted; it goes
# with its folder, whose name is the builder's id.
logs() {
    [ ! -d /run/systemd/system ] || journalctl --relinquish-var 2>/dev/null
    rm -rf /var/log/journal/* && rm -f /var/log/cloud-init*.log "$log" &&
        find /var/log -xdev -type f \( -name '*.gz' -o -name '*.xz' -o -name '*.old' -o -name '*.[0-9]' \) -delete &&
        { find /var/log -xdev -type f -exec truncate -s 0 {} + 2>/dev/null || find /var/log -xdev -type f -size +0 -delete; }
}
work() { rm -rf "$work"; }

give_up() { # what
    say "FAILED cleaning: $1"
    signal FAILURE "cleaning the image: $1: $cleaning"
    exit 1
}

cd /
say "cleaning"
echo "0 cleaning" >"$work/now"
for step in cloud_init login_keys host_keys histories machine_id random_seed leases packages temporary_files logs work; do
    cleaning=$($step 2>&1) || give_up $step
done
sync
say "provisioned"
signal SUCCESS "$data" || exit
# Its process would let the power-off wait; `power_off` does from here on what it would have done.
# shellcheck disable=SC2154
kill -9 "-$switch" 2>/dev/null
power_off
