#!/bin/sh
# Makes the image smaller: removes packages that nothing needs any more, and old kernels with them.
# What an image must not carry (keys, logs, caches, user data) every bake removes by itself, after the last script.
#
# REMOVE_DOCS   true: manuals and documentation go too, but for licences (default: false)
# Needs apt-get (Debian, Ubuntu) or dnf (Amazon Linux). Let it run last.
set -eu

case ${REMOVE_DOCS:=false} in
    true | false) ;;
    *)
        echo "clean-image: REMOVE_DOCS is '$REMOVE_DOCS', expected true or false" >&2
        exit 1
        ;;
esac
if command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qy -o DPkg::Lock::Timeout=300 autoremove --purge
    apt-get -q clean
elif command -v dnf >/dev/null; then
    dnf -qy autoremove
    old=$(dnf -q repoquery --installonly --latest-limit=-1)
    # One kernel stays: the newest, or the one that runs.
    for package in $old; do
        case $package in *"$(uname -r)"*) ;; *) dnf -qy remove "$package" ;; esac
    done
    dnf -q clean all
else
    echo "clean-image: neither apt-get nor dnf is in this image" >&2
    exit 1
fi
if [ "$REMOVE_DOCS" = true ]; then
    for folder in /usr/share/man /usr/share/info; do
        [ ! -d $folder ] || find $folder -xdev -type f -delete
    done
    [ ! -d /usr/share/doc ] || find /usr/share/doc -xdev -type f ! -name copyright ! -iname 'license*' ! -iname 'notice*' -delete
fi
