"""A stand-in for the process that captures: no browser, a small folder like the real one's, told over the same pipe.

What the page is called says how it ends: /refused, /dies, /waits (until somebody stops it), /partial, /odd; else it is complete,
and then told without a process and a pipe, which take as long as all the rest: a test that wants them asks for `real_pipe`.
"""

import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

COMMAND = (sys.executable, "-m", "tests.evidence.stand_in")
ODD_ENDS = {"/refused", "/dies", "/waits", "/partial", "/odd"}
CANARY = "Zephyrine Quillfeather sells trainers"
PROGRESS = {"steps": 1, "stored": 2, "bytes": 3000}
HALF_A_LETTER = "\ud83d of an emoji"


def captured(plan, *, progress, stop):
    """A complete one in this process."""
    progress(PROGRESS)
    stop()
    record = record_of(plan.as_json(), status="COMPLETE")
    write(plan.folder, record)
    return record


def say(told):
    print(json.dumps(told), flush=True)


def record_of(plan, *, status, reasons=()):
    """A record with what the register reads of it."""
    title = HALF_A_LETTER * 400 if urlsplit(plan["url"]).path == "/odd" else "Trainers for sale"
    return {
        "format": "watchbook capture 1",
        "basis": plan["basis"],
        "status": status,
        "reasons": [{"reason": one, "in_words": one} for one in reasons],
        "address": {"requested": plan["url"], "shown": plan["url"], "title": title},
        "times": {
            "begun": "2026-03-03T10:00:01.000Z",
            "ended": "2026-03-03T10:00:03.500Z",
            "site_says": "Tue, 03 Mar 2026 10:00:01 GMT",
        },
        "looked": {"posts_in_view": 3, "site_said_it_was_the_end": True},
        "requests": {"made": 4, "stored": 3, "failed": 1, "refused": 0, "truncated": 0},
    }


def write(folder, record):
    """The files, the site's words among them."""
    (folder / "visuals").mkdir(parents=True)
    (folder / "capture.json").write_text(json.dumps(record))
    (folder / "text.txt").write_text(CANARY)
    (folder / "dom.html").write_text(f"<html><body><p>{CANARY}</p></body></html>")
    (folder / "capture.wacz").write_bytes(b"PK a whole archive " * 3000)
    (folder / "visuals" / "0000.png").write_bytes(b"\x89PNG a picture")


def main():
    plan = json.loads(sys.stdin.readline())
    path, folder = urlsplit(plan["url"]).path, Path(plan["folder"])
    say({"progress": PROGRESS})
    if path == "/refused":
        say({"error": {"what": "No browser.", "why": "It is a test.", "next": "Go on."}})
        return 1
    if path == "/dies":
        os._exit(3)
    status, reasons = "COMPLETE", []
    if path == "/waits":
        sys.stdin.readline()
        status, reasons = "PARTIAL", ["stopped"]
    if path in {"/partial", "/odd"}:
        status, reasons = "PARTIAL", ["more_offered", "net::ERR_ODD"]
    record = record_of(plan, status=status, reasons=reasons)
    write(folder, record)
    say({"report": record})
    return 0


if __name__ == "__main__":
    sys.exit(main())
