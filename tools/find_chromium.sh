#!/bin/sh
# Prints where Chromium is. With --install, root on a machine with apt-get fetches it and Chinese fonts where absent.
set -u
find_it() {
    for name in "${CAREPOST_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" && return
    done
    return 1
}
has_chinese() {
    ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=zh-cn)" ]
}
if [ "${1:-}" = --install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    find_it >/dev/null && has_chinese || {
        echo "Installing Chromium and Chinese fonts with apt-get ..." >&2
        export DEBIAN_FRONTEND=noninteractive
        { apt-get -q update && apt-get -q install -y --no-install-recommends chromium fontconfig fonts-noto-cjk; } >&2 </dev/null
    }
fi
find_it && exit
echo "Chromium was not found. Install it and a Chinese font (Debian: apt-get install chromium fonts-noto-cjk)," >&2
echo "or name it: CAREPOST_CHROMIUM=... make test-browser" >&2
exit 1
