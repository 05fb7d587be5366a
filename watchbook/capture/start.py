"""Starts the process that captures, with a clean environment, and listens to what it tells; it is killed when its time is over.

About once a second `stop` is asked, in the caller's own thread; its first yes ends the look early, and what came is written.
"""

import importlib.metadata
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from watchbook.capture.plan import Plan
from watchbook.capture.refusal import CaptureRefused

GRACE = 20.0  # seconds beyond the deadline: the browser's end and the files
ENDS_WITHIN = 10.0
ASKED_EVERY = 1.0  # whether somebody wishes it to stop
CHILD = (sys.executable, "-m", "watchbook.capture.child")
ROOT = Path(__file__).resolve().parent.parent.parent
# Nothing else of our environment goes to the child: it could be a secret.
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
    "COVERAGE_PROCESS_CONFIG",
    "COVERAGE_PROCESS_START",
)

type Progress = Callable[[dict[str, Any]], None]
type Stop = Callable[[], bool]
type Lines = queue.SimpleQueue[str | None]


def never() -> bool:
    """Nobody wishes it to stop."""
    return False


def captured(
    plan: Plan, *, progress: Progress, stop: Stop = never, child: Sequence[str] = CHILD
) -> dict[str, Any]:
    """The record of the capture, `capture.json`. Raises CaptureRefused for what the child refused, and for a child that ended badly.

    `child` is the program that captures; only tests start another.
    """
    plan.policy  # noqa: B018 - a list of addresses in production is refused before anything starts
    plan = replace(plan, version=plan.version or importlib.metadata.version("watchbook"))
    env, pipe = {name: os.environ[name] for name in KEPT if name in os.environ}, subprocess.PIPE
    with subprocess.Popen(child, stdin=pipe, stdout=pipe, env=env, cwd=ROOT, text=True) as process:
        timer = threading.Timer(plan.limits.seconds + GRACE, process.kill)
        timer.daemon = True
        timer.start()
        lines: Lines = queue.SimpleQueue()
        hearer = threading.Thread(target=_hear, args=(process, lines), daemon=True)
        hearer.start()
        try:
            return _told(process, plan, lines=lines, progress=progress, stop=stop)
        finally:
            _ended(process)
            hearer.join(ENDS_WITHIN)
            timer.cancel()


def _ended(child: subprocess.Popen[str]) -> None:
    """Its input ends, which ends its look; it is killed if it does not end by itself."""
    if child.stdin:
        with suppress(BrokenPipeError):  # it has ended already
            child.stdin.close()
    try:
        child.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        child.kill()


def _told(
    child: subprocess.Popen[str], plan: Plan, *, lines: Lines, progress: Progress, stop: Stop
) -> dict[str, Any]:
    _say(child, plan.as_json())
    has_asked = False
    while (line := _next(lines)) is not None:
        if not has_asked and stop():
            has_asked = True
            _say(child, {"stop": True})
        told: dict[str, Any] = json.loads(line) if line else {}
        if "report" in told:
            record: dict[str, Any] = told["report"]
            return record
        if "error" in told:
            error = told["error"]
            raise CaptureRefused(error["what"], why=error["why"], next_step=error["next"])
        if "progress" in told:
            progress(told["progress"])
    raise CaptureRefused(
        "The capture broke off without a report.",
        why=f"Its process ended with exit code {child.wait()}.",
        next_step=f"Look into {plan.folder}, which may hold a part, and take the capture again.",
    )


def _say(child: subprocess.Popen[str], told: dict[str, Any]) -> None:
    """A line in; one that has ended already hears none, and tells nothing more."""
    if child.stdin is None:
        raise ValueError("The child was started without pipes.")
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(told) + "\n")
        child.stdin.flush()


def _hear(child: subprocess.Popen[str], lines: Lines) -> None:
    """What the child tells, line by line, and None at its end: in a thread, so that whoever waits can ask meanwhile."""
    for line in child.stdout or ():
        lines.put(line)
    lines.put(None)


def _next(lines: Lines) -> str | None:
    """The next line, empty where none came for a while; None at the end."""
    try:
        return lines.get(timeout=ASKED_EVERY)
    except queue.Empty:
        return ""
