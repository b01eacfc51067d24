# shellcheck shell=sh
# shellcheck disable=SC2016,SC2034,SC2154
# What a script may have of its own: an interpreter, secrets, a time-out, retries. Sourced by provision.sh where one has.

# Reads the settings of the script `number`.
own() {
    timeout='' retries=0 pause=0 reboots='' attempt=1
    # shellcheck source=/dev/null
    [ ! -f "$work/each.$number" ] || . "$work/each.$number"
    fetch_secrets "$work/secrets.$number"
    own_secrets=$fetched
    begin
}
begin() { :; }

# With a time-out in a session of its own, all of which ends when it is over. The script itself stays in front of it: of
# what runs in the background a shell has signals ignored.
execute() { # folder, command and its arguments
    if [ "$timeout" ]; then
        rm -f "$work/session" "$work/late"
        setsid sh -c "sleep $timeout
            : >'$work/late'
            for signal in TERM KILL; do kill -\$signal \"-\$(cat '$work/session')\"; sleep 5; done" </dev/null >/dev/null 2>&1 &
        watch=$!
        shift
        (become "$folder" "$(command -v setsid)" /bin/sh -c 'echo $$ >"$0" && exec "$@"' "$work/session" "$@")
        code=$?
        { kill -9 "-$watch" && wait "$watch"; } 2>/dev/null
        [ ! -e "$work/late" ] || {
            late="timed out after $timeout s"
            kill -9 "-$(cat "$work/session")" 2>/dev/null
        }
    else
        (become "$@")
        code=$?
    fi
    [ -z "$reboots" ] || await_reboot
    return $code
}

# Whether there is another attempt, after a pause.
again() {
    [ "$retries" = 0 ] || nth=", attempt $attempt/$((retries + 1))"
    [ "$attempt" -le "$retries" ] || return
    say "$what$nth; again in $pause s"
    sleep "$pause"
    attempt=$((attempt + 1))
    say "script $number/$count $name, attempt $attempt/$((retries + 1))"
}
