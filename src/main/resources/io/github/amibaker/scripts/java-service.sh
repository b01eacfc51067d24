#!/bin/sh
# Makes the project's jar a service of systemd: own user, started at boot, heap by the machine's memory.
#
# AMI_ARTIFACT           the jar in the image; `artifact` in the pom sets it
# SERVICE_NAME           name of the unit (default: the jar's name without version and ending)
# SERVICE_USER           who it runs as; made if there is none (default: SERVICE_NAME)
# JAVA_OPTS              for the virtual machine (default: none)
# MAX_RAM_PERCENTAGE     of the machine's memory that the heap may take (default: 75)
# SERVICE_ARGUMENTS      for the program (default: none)
# Needs systemd and a Java, in PATH or JAVA_HOME: install one in a script before this one.
set -eu

fail() {
    echo "java-service: $1" >&2
    exit 1
}
matches() { printf '%s\n' "$1" | LC_ALL=C grep -qxE "$2"; }

[ "${AMI_ARTIFACT-}" ] || fail "AMI_ARTIFACT is not set; say in the pom where the jar goes, as <artifact>/opt/app/app.jar</artifact>"
[ -f "$AMI_ARTIFACT" ] || fail "there is no file $AMI_ARTIFACT (AMI_ARTIFACT)"
matches "$AMI_ARTIFACT" '/[A-Za-z0-9._/+-]+' || fail "AMI_ARTIFACT is '$AMI_ARTIFACT', expected a path of letters, digits and ._+-"
name=${AMI_ARTIFACT##*/}
name=$(printf '%s' "${name%.jar}" | sed -E 's/-[0-9].*$//')
name=${SERVICE_NAME:-$name}
user=${SERVICE_USER:-$name}
percentage=${MAX_RAM_PERCENTAGE:-75}
matches "$name" '[A-Za-z0-9][A-Za-z0-9._-]*' || fail "SERVICE_NAME is '$name', expected letters, digits and ._-"
matches "$user" '[a-z_][a-z0-9_-]{0,31}' || fail "SERVICE_USER is '$user', expected 1 to 32 of a-z, 0-9, _ and -"
matches "$percentage" '[1-9][0-9]?(\.[0-9]+)?|100' || fail "MAX_RAM_PERCENTAGE is '$percentage', expected 1 to 100"
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
java=${java:-$(command -v java || :)}
[ "$java" ] && [ -x "$java" ] || fail "no Java in PATH or JAVA_HOME; install one in a script before this one"
"$java" -version >/dev/null 2>&1 || fail "$java does not run"

if ! id -u "$user" >/dev/null 2>&1; then
    useradd --system --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin "$user"
fi
# The service may read its program, and nobody but root may change it.
chown root:"$(id -gn "$user")" "$AMI_ARTIFACT"
chmod 0640 "$AMI_ARTIFACT"
# In a unit a percent sign is said twice; a dollar too.
escaped() { printf '%s' "$1" | sed 's/%/%%/g; s/\$/$$/g'; }
cat >"/etc/systemd/system/$name.service" <<UNIT
[Unit]
Description=$name
After=network-online.target
Wants=network-online.target

[Service]
User=$user
StateDirectory=$name
WorkingDirectory=/var/lib/$name
ExecStart=$java -XX:MaxRAMPercentage=$percentage $(escaped "${JAVA_OPTS-}") -jar $AMI_ARTIFACT $(escaped "${SERVICE_ARGUMENTS-}")
# What the virtual machine ends with when it is asked to.
SuccessExitStatus=143
Restart=on-failure
RestartSec=2
NoNewPrivileges=yes
ProtectSystem=full
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
UNIT
systemctl enable "$name.service"
