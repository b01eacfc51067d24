# shellcheck shell=sh
# shellcheck disable=SC2154
# The user's certificate authorities, which lie in ca/: for our own signals in a bundle beside the image, for scripts in
# the image's trust store as well, until it is made; with ca/keep for good. Sourced so that they are trusted, run so
# that they are no more; with `work` set.

if command -v update-ca-trust >/dev/null; then
    anchors=/etc/pki/ca-trust/source/anchors trusted=/etc/pki/tls/certs/ca-bundle.crt
    renew() { update-ca-trust extract; }
else
    anchors=/usr/local/share/ca-certificates trusted=/etc/ssl/certs/ca-certificates.crt
    renew() { update-ca-certificates; }
fi

bundle=/run/ami-bake.ca # in no image
if [ ! -f "$bundle" ]; then
    { cat $trusted 2>/dev/null; cat "$work"/ca/*.crt; } >"$bundle"
fi
export CURL_CA_BUNDLE="$bundle" SSL_CERT_FILE="$bundle" AWS_CA_BUNDLE="$bundle" REQUESTS_CA_BUNDLE="$bundle"
echo "export CURL_CA_BUNDLE='$bundle' SSL_CERT_FILE='$bundle'" >>"$work/settings"
# shellcheck disable=SC2034
trust=trust_now

trust_now() {
    say "certificates"
    { mkdir -p $anchors && cp "$work"/ca/*.crt $anchors && renew; } >>"$log" 2>&1 ||
        give_up "certificates (exit code $?)" "the certificates could not be put into the trust store$(last_lines 0)"
}

distrust() {
    [ ! -f "$work/ca/keep" ] || return 0
    for one in "$work"/ca/*.crt; do rm -f "$anchors/${one##*/}" || return; done
    [ ! -d /etc/ssl/certs ] || find /etc/ssl/certs -xtype l -delete || return
    renew && forget_elsewhere
}

# Debian's command tells its hooks, such as Java's, what came, but not what went.
forget_elsewhere() {
    for hook in /etc/ca-certificates/update.d/*; do
        [ -x "$hook" ] || continue
        for one in "$work"/ca/*.crt; do
            one=${one##*/}
            echo "-/etc/ssl/certs/${one%.crt}.pem"
        done | "$hook" || return
    done
}

case $0 in */ca.sh) distrust ;; esac
