#!/bin/sh
# Hardens the image by a subset of what CIS's benchmarks ask of a server at level 1, and checks that each item holds.
# It is no certification: partitions, auditing, firewalls and what an image cannot know are left out.
#
# sshd      no root, no empty passwords, no host-based or .rhosts trust, no X11, no user environment; 4 tries in 60 s
# kernel    no redirects, source routes or forwarding; martians logged; SYN cookies; addresses randomised; no SUID dumps
# modules   cramfs, freevxfs, hfs, hfsplus, jffs2, usb-storage and rare protocols cannot be loaded
# dumps     no core dumps, by limits and by systemd
# accounts  passwords live a year at most and a day at least, 7 days' warning; umask 027; passwd and shadow by mode
# cron      root's alone
#
# CIS_SKIP  items to leave out, with blanks between, such as "cron modules" (default: none)
# Needs nothing. May run again. Ends with an error, and names it, if an item does not hold.
set -eu

fail() {
    echo "cis-level1: $1" >&2
    exit 1
}
# Sets `name value` in a file, in place of what it said before. The first line counts for sshd, one alone for all.
setting() { # file, name, separator, value
    LC_ALL=C sed -i -E "/^[[:blank:]]*$2[[:blank:]=]/d" "$1"
    printf '%s%s%s\n' "$2" "$3" "$4" >>"$1"
}
says() { LC_ALL=C grep -qxE "$2" "$1" 2>/dev/null; }
written() { # file; from standard input
    mkdir -p "${1%/*}"
    cat >"$1"
    chmod 0644 "$1"
}

SSHD="PermitRootLogin=no PermitEmptyPasswords=no HostbasedAuthentication=no IgnoreRhosts=yes X11Forwarding=no
PermitUserEnvironment=no MaxAuthTries=4 LoginGraceTime=60 ClientAliveInterval=300 ClientAliveCountMax=3"
KERNEL="net.ipv4.ip_forward=0 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.default.send_redirects=0
net.ipv4.conf.all.accept_redirects=0 net.ipv4.conf.default.accept_redirects=0 net.ipv6.conf.all.accept_redirects=0
net.ipv6.conf.default.accept_redirects=0 net.ipv4.conf.all.accept_source_route=0
net.ipv4.conf.default.accept_source_route=0 net.ipv4.conf.all.log_martians=1 net.ipv4.conf.default.log_martians=1
net.ipv4.icmp_echo_ignore_broadcasts=1 net.ipv4.icmp_ignore_bogus_error_responses=1 net.ipv4.tcp_syncookies=1
kernel.randomize_va_space=2 fs.suid_dumpable=0"
MODULES="cramfs freevxfs hfs hfsplus jffs2 usb-storage dccp sctp rds tipc"
LOGIN="PASS_MAX_DAYS=365 PASS_MIN_DAYS=1 PASS_WARN_AGE=7 UMASK=027"
CRON="/etc/crontab /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly /etc/cron.d"

# In the main file, before any Match: what an included file says would count only if it came first.
set_sshd() {
    [ -f /etc/ssh/sshd_config ] || return 0
    kept=$(cat /etc/ssh/sshd_config)
    # shellcheck disable=SC2086
    names=$(printf '%s|' $SSHD | sed 's/=[^|]*//g; s/|$//')
    {
        echo "# cis-level1"
        for pair in $SSHD; do echo "${pair%%=*} ${pair#*=}"; done
        echo "# cis-level1 ends"
        printf '%s\n' "$kept" | LC_ALL=C sed -E '/^# cis-level1$/,/^# cis-level1 ends$/d' |
            LC_ALL=C awk -v names="^[ \t]*($names)[ \t]" 'tolower($1) == "match" { inside = 1 } inside || !($0 ~ names)'
    } >/etc/ssh/sshd_config
}
check_sshd() {
    [ -f /etc/ssh/sshd_config ] || return 0
    for pair in $SSHD; do
        first=$(LC_ALL=C grep -iE "^[[:blank:]]*${pair%%=*}[[:blank:]]" /etc/ssh/sshd_config | head -n 1)
        [ "$first" = "${pair%%=*} ${pair#*=}" ] || return
    done
    ! command -v sshd >/dev/null || sshd -t
}
set_kernel() { for pair in $KERNEL; do echo "${pair%%=*} = ${pair#*=}"; done | written /etc/sysctl.d/99-zz-cis-level1.conf; }
check_kernel() {
    for pair in $KERNEL; do says /etc/sysctl.d/99-zz-cis-level1.conf "${pair%%=*} = ${pair#*=}" || return; done
}
set_modules() { for module in $MODULES; do printf 'install %s /bin/false\nblacklist %s\n' "$module" "$module"; done | written /etc/modprobe.d/cis-level1.conf; }
check_modules() {
    for module in $MODULES; do
        says /etc/modprobe.d/cis-level1.conf "install $module /bin/false" || return
        ! grep -q "^$module " /proc/modules || return
    done
}
set_dumps() {
    echo '* hard core 0' | written /etc/security/limits.d/cis-level1.conf
    printf '[Coredump]\nStorage=none\nProcessSizeMax=0\n' | written /etc/systemd/coredump.conf.d/cis-level1.conf
}
check_dumps() { says /etc/security/limits.d/cis-level1.conf '\* hard core 0' && says /etc/systemd/coredump.conf.d/cis-level1.conf Storage=none; }
set_accounts() {
    for pair in $LOGIN; do
        [ ! -f /etc/login.defs ] || setting /etc/login.defs "${pair%%=*}" '	' "${pair#*=}"
    done
    echo 'umask 027' | written /etc/profile.d/cis-level1.sh
    chown root:root /etc/passwd /etc/group
    chmod 0644 /etc/passwd /etc/group
    for file in /etc/shadow /etc/gshadow; do [ ! -f $file ] || chmod u-x,g-wx,o-rwx $file; done
}
check_accounts() {
    for pair in $LOGIN; do
        [ ! -f /etc/login.defs ] || says /etc/login.defs "${pair%%=*}	${pair#*=}" || return
    done
    says /etc/profile.d/cis-level1.sh 'umask 027' && [ "$(stat -c %a%u /etc/passwd)" = 6440 ] &&
        { [ ! -f /etc/shadow ] || [ -z "$(find /etc/shadow -perm /027)" ]; }
}
set_cron() { for path in $CRON; do [ ! -e "$path" ] || { chown root:root "$path" && chmod go-rwx "$path"; }; done; }
check_cron() { for path in $CRON; do [ ! -e "$path" ] || [ -z "$(find "$path" -maxdepth 0 \( -perm /077 -o ! -uid 0 \))" ] || return; done; }

ITEMS="sshd kernel modules dumps accounts cron"
for item in ${CIS_SKIP-}; do
    case " $ITEMS " in *" $item "*) ;; *) fail "CIS_SKIP has '$item', expected some of: $ITEMS" ;; esac
done
wrong=
for item in $ITEMS; do
    case " ${CIS_SKIP-} " in *" $item "*) continue ;; esac
    [ "${1-}" = --check ] || "set_$item"
    if "check_$item"; then echo "$item holds"; else wrong="$wrong $item"; fi
done
[ -z "$wrong" ] || fail "does not hold:$wrong"
