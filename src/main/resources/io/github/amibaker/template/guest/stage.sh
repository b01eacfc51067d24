# shellcheck shell=sh
# shellcheck disable=SC2154
# Fetches the scripts and files that do not fit into the user data, holds them to their checksum, and puts them where the
# others would lie. Sourced by provision.sh, with AMI_STAGED as the wait condition carried it: {"ID":"SHA256 ADDRESS"}.

# On the root volume, as what lies under /run is in memory.
stage=$(mktemp -d /var/tmp/ami-bake-staged.XXXXXX)
# Which of these a writer of JSON escapes is its own affair.
staged=$(printf '%s' "$AMI_STAGED" | sed 's/\\u0026/\&/g; s/\\u003d/=/g; s/\\\//\//g; s/^{"[^"]*":"//; s/"}$//')
unset AMI_STAGED

fetch() {
    if command -v curl >/dev/null; then
        printf 'url = "%s"\n' "${staged#* }" | curl -fsS --connect-timeout 10 --speed-time 60 --speed-limit 1 -K - -o "$stage/archive"
    else
        printf '%s' "${staged#* }" | python3 "$work/fetch.py" "$stage/archive" 2>&1 | tail -n 1 >&2
        [ -s "$stage/archive" ]
    fi
}

stage() {
    say "staged scripts and files"
    echo "0 staged scripts and files" >"$work/now"
    tries=0
    until why=$(fetch 2>&1); do
        tries=$((tries + 1))
        case $why in *" 40"[0-9]*) tries=9 ;; esac
        [ $tries -lt 5 ] || give_up "staging: $why" "staging: scripts and files could not be fetched from S3: $why"
        sleep $tries
    done
    sum=$(sha256sum "$stage/archive")
    [ "${sum%% *}" = "${staged%% *}" ] ||
        give_up "staging: checksum" "staging: what came from S3 is not what was uploaded: its SHA-256 is ${sum%% *}, not ${staged%% *}"
    why=$(tar -C "$stage" -xzpf "$stage/archive" 2>&1) ||
        give_up "staging: $why" "staging: scripts and files could not be unpacked: $(printf '%s\n' "$why" | head -n 1)"
    rm -f "$stage/archive"
    for part in scripts files; do
        [ ! -e "$stage/$part" ] || ln -s "$stage/$part" "$work/$part"
    done
}

stage
# Laid at once, so that the disk holds them twice for no longer than that takes.
lay_files
rm -rf "$stage/files" "$work/files"
