"""The record of a capture (`capture.json`) and its archive (`capture.wacz`), written when the browser is gone."""

import base64
import importlib.metadata
import json
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchbook.capture import browser as browsers
from watchbook.capture import times, wacz
from watchbook.capture.browser import Browser
from watchbook.capture.completeness import CaptureFacts, CaptureStatus, counts, in_words, judge
from watchbook.capture.plan import NO_BASIS
from watchbook.capture.taking import Taking
from watchbook.capture.traffic import BROKEN_OFF, OUT_OF_TIME, Exchange, RequestOutcome

OWN_CODE = Path(__file__).parent
SHOWN = 400  # failures told one by one


@dataclass(frozen=True)
class CaptureReport:
    """How it ended, for the parent and the person at the keyboard."""

    status: CaptureStatus
    reasons: list[str]
    record: dict[str, Any]


def pack(taking: Taking) -> None:
    """The archive of what came, `capture.wacz`."""
    folder, warc = taking.plan.folder, taking.archive.path
    page = wacz.WaczPage(
        url=_shown(taking),
        at=taking.clock.at(taking.clock.monotonic / times.NANOSECONDS),
        title=taking.viewing.ends.get("title", ""),
        text=taking.viewing.ends.get("text", ""),
    )
    software = f"Watchbook {_version(taking)}"
    entries = taking.archive.entries
    wacz.write(folder / "capture.wacz", warc=warc, entries=entries, page=page, software=software)
    warc.unlink()


def write_up(taking: Taking, browser: Browser) -> CaptureReport:
    """Judge it, and write the record, `capture.json`."""
    found = _found(taking)
    status, reasons = judge(found)
    record = _record(taking, browser, found=found, status=status, reasons=reasons)
    written = json.dumps(record, indent=1, ensure_ascii=False)
    # Half a letter of a page's becomes JSON's own spelling of it.
    (taking.plan.folder / "capture.json").write_bytes(written.encode(errors="backslashreplace"))
    return CaptureReport(status, reasons, record)


def _found(taking: Taking) -> CaptureFacts:
    document = _document(taking)
    error = str(taking.viewing.opened.get("errorText") or "")
    refused = document is not None and document.outcome is RequestOutcome.REFUSED
    if refused and document is not None:
        error = document.reason
    elif document is not None and document.outcome is RequestOutcome.FAILED and not taking.viewing.ends:
        error = error or document.reason
    if not taking.viewing.opened and not taking.recorder.exchanges:
        error = error or "the page did not begin to load"
    has_loaded_a_file = bool(taking.page.downloads) and not taking.viewing.ends
    is_download = bool(taking.viewing.opened.get("isDownload")) or has_loaded_a_file
    return CaptureFacts(
        exchanges=taking.recorder.exchanges,
        requested=taking.plan.url,
        document=document,
        error="" if is_download else error,
        is_refused=refused,
        is_download=is_download,
        ends=taking.viewing.all_ends(),
        broken_promises=len(taking.promises.broken(taking.recorder.exchanges)),
        end_was_said=taking.promises.end_was_said(),
        unreadable=len(taking.promises.unreadable),
        errors_told=len(taking.promises.errors),
        script_errors=taking.page.script_errors,
        is_busy=taking.viewing.is_busy,
        is_left_loading=any(one.is_left_loading for one in taking.viewing.scrolls),
        is_left_watching=any(one.is_left_watching for one in taking.viewing.scrolls),
        silence=max((one.silence for one in taking.viewing.scrolls), default=0.0),
        windows_closed=taking.targets.windows_closed,
        reached=taking.page.reached,
    )


def _document(taking: Taking) -> Exchange | None:
    """The answer that the page was made from: the last document of its own frame, but for one broken off before it came."""
    frames = {taking.page.frame, taking.viewing.opened.get("frameId")}
    found = [one for one in taking.recorder.exchanges if one.kind == "Document" and one.frame in frames]
    came = [one for one in found if one.outcome is not RequestOutcome.FAILED or not _broken_off(one)]
    return next(reversed(came or found), None)


def _broken_off(one: Exchange) -> bool:
    return BROKEN_OFF in one.reason or one.reason == OUT_OF_TIME


def _shown(taking: Taking) -> str:
    document = _document(taking)
    return str(taking.viewing.ends.get("url") or (document.url if document else taking.plan.url))


def _record(
    taking: Taking, browser: Browser, *, found: CaptureFacts, status: CaptureStatus, reasons: list[str]
) -> dict[str, Any]:
    plan, proof = taking.plan, browser.proof
    kept = {"bytes_stored": taking.archive.bytes_stored, "bytes_came": taking.bytes_came}
    sockets = taking.recorder.sockets.values()
    passages = [
        asdict(one) | {"at": times.written(one.at), "ended_at": one.ended_at and times.written(one.ended_at)}
        for one in browser.filter.log
        if not one.calls_home
    ]
    return {
        "format": "watchbook capture 1",
        "basis": dict(plan.basis) if plan.basis else NO_BASIS,
        "status": status,
        "reasons": [{"reason": one, "in_words": in_words(one)} for one in reasons],
        "address": _address(taking, found),
        "times": _times(taking, found),
        "looked": _looked(taking, found),
        "requests": counts(found.exchanges) | kept,
        "not_stored": list(_not_stored(found))[:SHOWN],
        "websockets": [{"url": one.url, "frames": len(one.frames)} for one in sockets],
        "certificates": {
            origin: [{"sha256": sha256(base64.b64decode(one)).hexdigest(), "der": one} for one in chain]
            for origin, chain in taking.certificates.items()
        },
        "limits": asdict(plan.limits),
        "tool": _tool(taking, browser),
        "egress": passages,
        "calls_home_refused": sum(one.calls_home for one in browser.filter.log),
        "browser_gone": {**asdict(proof), "at": times.written(proof.at)} if proof else None,
    }


def _address(taking: Taking, found: CaptureFacts) -> dict[str, Any]:
    document = found.document
    hops = [one.url for one in found.exchanges if document and one.request_id == document.request_id]
    return {
        "requested": taking.plan.url,
        "redirects": hops,
        "navigations": taking.page.navigations,
        "shown": _shown(taking),
        "answered": document.status if document else None,
        "title": taking.viewing.ends.get("title", ""),
    }


def _times(taking: Taking, found: CaptureFacts) -> dict[str, Any]:
    at = taking.clock
    return {
        "begun": times.written(at.at(at.monotonic / times.NANOSECONDS)),
        "ended": times.written(at.now()),
        "clock": times.state(),
        "wall_clock_moved": at.drift(),
        "site_says": found.document.header("date") if found.document else "",
    }


def _looked(taking: Taking, found: CaptureFacts) -> dict[str, Any]:
    page, viewing, ends = taking.page, taking.viewing, found.ends
    opened = sum(one.opened for one in viewing.scrolls)
    return {
        "scrolled": [
            {"why_it_stopped": one.stopped or ["broken off"], "steps": one.steps, "pixels": one.pixels}
            for one in viewing.scrolls
        ],
        "posts_in_view": ends.get("posts", 0),
        "posts_taken_away_unseen": ends.get("unseen", 0),
        "offered_and_not_pressed": ends.get("more", []) + ends.get("next", []),
        "site_said_it_was_the_end": found.end_was_said,
        "silent_seconds_at_the_end": 0.0 if found.end_was_said else found.silence,
        "actions": f"scrolling, and opening {opened} closed parts" if opened else "scrolling only",
        "signed_in": False,
        "dialogs_closed": page.dialogs,
        "windows_closed": taking.targets.windows_closed,
        "downloads_refused": page.downloads,
        "other_schemes_tried": taking.recorder.attempts,
        "script_errors": page.script_errors,
        "frames": [
            {"url": one["url"], "text_sha256": sha256(one["text"].encode()).hexdigest()}
            for one in viewing.frame_ends
        ],
        "text_sha256": sha256(ends.get("text", "").encode()).hexdigest(),
        "not_pictured": viewing.visuals.not_pictured(),
    }


def _not_stored(found: CaptureFacts) -> Iterator[dict[str, Any]]:
    for one in found.exchanges:
        if one.outcome not in {RequestOutcome.STORED, RequestOutcome.ELSEWHERE, RequestOutcome.IN_PARTS}:
            names = ("url", "method", "kind", "outcome", "reason", "fetched_again")
            yield {name: getattr(one, name) for name in names}


def _tool(taking: Taking, browser: Browser) -> dict[str, Any]:
    # One digest over every file of this part, in the order of their names.
    files = sorted(path for path in OWN_CODE.iterdir() if path.suffix in {".py", ".js"})
    code = (sha256(path.read_bytes()).digest() for path in files)
    return {
        "software": "Watchbook capture",
        "version": _version(taking),
        "code_sha256": sha256(b"".join(code)).hexdigest(),
        "browser": browser.version.get("product"),
        "browser_says_it_is": browser.version.get("userAgent"),
        "browser_sha256": taking.browser_digest,
        "flags": browser.flags,
        "contained_by": sorted(browser.cell.holds),
        "view": browsers.VIEW,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _version(taking: Taking) -> str:
    return taking.plan.version or importlib.metadata.version("watchbook")
