#!/bin/sh
# Bring Chromium's shell without windows for the journeys, of which it takes half the time, where we are root and the
# system has it; else they use the Chromium that is here.
command -v chromium-headless-shell && exit
[ "$(id -u)" = 0 ] && command -v apt-get || exit 0
export DEBIAN_FRONTEND=noninteractive
install="apt-get install -y -q --no-install-recommends chromium-headless-shell"
$install || { apt-get update -q && $install; } || echo "The journeys use the Chromium that is here."
