#!/bin/sh
# Starts the demonstration in the background, loads it, prints what it answers, and leaves it serving.
# Usage: tools/demo.sh [stop]
set -eu
cd "$(dirname "$0")/.."
: "${WATCHBOOK_HOME:?}" "${WATCHBOOK_MODE:?}"
port=${WATCHBOOK_PORT:-8000}
pid_file=$WATCHBOOK_HOME/serve.pid
log=$WATCHBOOK_HOME/serve.log

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$1" >&2; }
is_serving() { [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; }
answers() { .venv/bin/python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/licence/', timeout=2)" 2>/dev/null; }

if [ "${1:-}" = stop ]; then
    if ! is_serving; then echo "The demonstration is not running." >&2; exit 0; fi
    kill -TERM "$(cat "$pid_file")"
    while is_serving; do sleep 0.2; done
    rm -f "$pid_file"
    say "Stopped. Its records stay in $WATCHBOOK_HOME."
    exit 0
fi

if ! is_serving; then
    .venv/bin/watchbook setup
    say "Starting the demonstration; its log is $log"
    setsid .venv/bin/watchbook serve >"$log" 2>&1 </dev/null &
    echo $! >"$pid_file"
fi
tries=0
until answers; do
    if ! is_serving || [ "$tries" -ge 300 ]; then
        say "The demonstration did not start. The end of its log says why:"
        tail -n 15 "$log" >&2
        rm -f "$pid_file"
        exit 1
    fi
    tries=$((tries + 1))
    sleep 0.2
done
.venv/bin/watchbook demo
say "Serving on http://127.0.0.1:$port/ until \`make stop\`."
