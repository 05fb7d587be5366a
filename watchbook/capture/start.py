"""Starts the process that captures, with a clean environment, and listens to what it tells; it is killed when its time is over."""

import importlib.metadata
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from watchbook.capture.plan import Plan
from watchbook.capture.refusal import Refused

GRACE = 20.0  # seconds beyond the deadline: the browser's end and the files
ENDS_WITHIN = 10.0
ROOT = Path(__file__).resolve().parent.parent.parent
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


def captured(plan: Plan, *, progress: Progress) -> dict[str, Any]:
    """The record of the capture, `capture.json`. Raises Refused for what the child refused, and for a child that ended badly."""
    plan.policy  # noqa: B018 - a list of addresses in production is refused before anything starts
    plan = replace(plan, version=plan.version or importlib.metadata.version("watchbook"))
    with subprocess.Popen(
        [sys.executable, "-m", "watchbook.capture.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_clean(),
        cwd=ROOT,
        text=True,
    ) as child:
        timer = _killed_after(child, plan.limits.seconds + GRACE)
        try:
            return _told(child, plan, progress=progress)
        finally:
            _ended(child)
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


def _told(child: subprocess.Popen[str], plan: Plan, *, progress: Progress) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None:
        raise ValueError("The child was started without pipes.")
    with suppress(BrokenPipeError):  # it has ended already, and has told nothing: that is said below
        child.stdin.write(json.dumps(plan.as_json()) + "\n")
        child.stdin.flush()
    for line in child.stdout:
        told: dict[str, Any] = json.loads(line)
        if "report" in told:
            record: dict[str, Any] = told["report"]
            return record
        if "error" in told:
            error = told["error"]
            raise Refused(error["what"], why=error["why"], next_step=error["next"])
        progress(told["progress"])
    raise Refused(
        "The capture broke off without a report.",
        why=f"Its process ended with exit code {child.wait()}.",
        next_step=f"Look into {plan.folder}, which may hold a part, and take the capture again.",
    )


def _killed_after(child: subprocess.Popen[str], seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, child.kill)
    timer.daemon = True
    timer.start()
    return timer


def _clean() -> dict[str, str]:
    """Nothing of the parent's environment that could hold a secret."""
    return {name: os.environ[name] for name in KEPT if name in os.environ}
