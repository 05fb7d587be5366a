#!/bin/sh
# Starts the demonstration in the background, loads it, prints what it answers, and leaves it serving.
# Usage: tools/demo.sh [stop]
set -eu
cd "$(dirname "$0")/.."
: "${WATCHBOOK_HOME:?}" "${WATCHBOOK_MODE:?}"
port=${WATCHBOOK_PORT:-8000}
pid_file=$WATCHBOOK_HOME/serve.pid
log=$WATCHBOOK_HOME/serve.log
rest_pid_file=$WATCHBOOK_HOME/rest.pid
# A made-up shop on the loopback, which the demonstration captures.
export WATCHBOOK_CAPTURE_ALLOW="larkfield-kicks.example:80=127.0.0.1:$((port + 10))"

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$1" >&2; }
runs() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }
is_serving() { runs "$pid_file"; }
answers() { .venv/bin/python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/licence/', timeout=2)" 2>/dev/null; }
# Waits for something of the service that was started.
wait_until() {
    tries=0
    until "$@"; do
        if ! is_serving || [ "$tries" -ge 600 ]; then
            say "The demonstration did not start. The end of its log says why:"
            [ -z "${shown:-}" ] || kill "$shown"
            tail -n 15 "$log" >&2
            rm -f "$pid_file"
            exit 1
        fi
        tries=$((tries + 1))
        sleep 0.2
    done
}

if [ "${1:-}" = stop ]; then
    if runs "$rest_pid_file"; then kill -TERM "$(cat "$rest_pid_file")"; fi
    rm -f "$rest_pid_file"
    if ! is_serving; then echo "The demonstration is not running." >&2; exit 0; fi
    kill -TERM "$(cat "$pid_file")"
    while is_serving; do sleep 0.2; done
    rm -f "$pid_file"
    say "Stopped. Its records stay in $WATCHBOOK_HOME."
    exit 0
fi

if ! is_serving; then
    say "Setting up and starting the demonstration; its log is $log"
    mkdir -p -m 700 "$WATCHBOOK_HOME"
    : >"$log" # it is there for `tail` before the service writes to it
    setsid .venv/bin/watchbook setup --serve >"$log" 2>&1 </dev/null &
    echo $! >"$pid_file"
    tail -n +1 -f "$log" >&2 &
    shown=$!
    wait_until grep -q "Set-up is done" "$log"
    kill "$shown"
    shown=
fi
told=$(.venv/bin/watchbook demo) # beside the start of the web server: it needs the database alone
wait_until answers
printf '%s\n' "$told"
if ! runs "$rest_pid_file"; then # captures need a browser and some seconds: nobody waits for either
    setsid sh -c '.venv/bin/python -m watchbook.machine.chromium --install; exec .venv/bin/watchbook demo --go-on' \
        >"$WATCHBOOK_HOME/rest.log" 2>&1 </dev/null &
    echo $! >"$rest_pid_file"
    say "Going on in the background with an answer, captures and an exhibit; the log is $WATCHBOOK_HOME/rest.log"
fi
say "Serving on http://127.0.0.1:$port/ until \`make stop\`."
