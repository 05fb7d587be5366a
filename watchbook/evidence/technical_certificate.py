"""The technical certificate: with what it was made, behind which walls, by which clock, over which connections, how sealed.

From the capture's own record (`capture.json`), which lies sealed in the bundle; who certifies it is a blank.
"""

import base64
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.capture import verify
from watchbook.capture.completeness import in_words
from watchbook.evidence import looked_into, said_times
from watchbook.evidence.papers import (
    PaperFacts,
    as_printed,
    blank,
    doubts,
    heading,
    lines,
    paper,
    paragraph,
    printed,
    times_said,
)
from watchbook.evidence.self_contradiction import hashes_in_words
from watchbook.evidence.wording import (
    besides_in_words,
    cut_off_in_words,
    end_of,
    posts_in_words,
    signature_in_words,
    status_in_words,
)
from watchbook.files.document.blocks import BlockKind, TextBlock

SHOWN = 20  # origins whose certificates are listed one by one
WALLS = {
    "files": gettext_lazy("access only to its own files and processes on the machine"),
    "group": gettext_lazy("its own limits on memory and processes, enforced by the kernel"),
    "roads": gettext_lazy("no network access except through the egress filter"),
    "user": gettext_lazy("its own user account, with no other permissions"),
    "user_namespace": gettext_lazy("its own user namespace"),
}
REQUESTS = {
    "made": gettext_lazy("Requests made"),
    "stored": gettext_lazy("Answers kept"),
    "failed": gettext_lazy("Requests that failed"),
    "refused": gettext_lazy("Requests refused by the egress filter"),
    "truncated": gettext_lazy("Answers cut off or not kept in full"),
}
RARE_REQUESTS = {
    "answered_elsewhere": gettext_lazy("Requests answered from a cache or by a worker of the page"),
    "in_parts": gettext_lazy("Requests for parts of videos, after which each video was fetched in full"),
    "fetched_again": gettext_lazy("Answers fetched again because they were incomplete"),
    "left": gettext_lazy(
        "Requests not answered in full before the browser moved on from the document that made them"
    ),
    "open": gettext_lazy("Answers still arriving when the capture ended"),
}
STOPPED = {"end": gettext_lazy("It reached the end."), "broken off": gettext_lazy("It stopped early.")}
LIMITS = {
    "seconds": gettext_lazy("seconds in all: {amount}"),
    "load_seconds": gettext_lazy("seconds to load: {amount}"),
    "bytes": gettext_lazy("MiB in all: {amount}"),
    "body_bytes": gettext_lazy("MiB in one answer: {amount}"),
    "requests": gettext_lazy("requests: {amount}"),
    "steps": gettext_lazy("scrolling steps: {amount}"),
    "pixels": gettext_lazy("pixels scrolled: {amount}"),
    "tile_pixels": gettext_lazy("height in pixels of the pictures of the page at the end: {amount}"),
    "navigations": gettext_lazy("automatic moves to another address: {amount}"),
    "documents": gettext_lazy("frames and workers: {amount}"),
}


def certificate(told: PaperFacts) -> bytes:
    """The certificate as a tagged PDF."""
    made = _of_arrival(told) if told.held.arrival else _of_capture(told)
    limits = _limits(is_ours=not told.held.arrival)
    whose = _("name, post, qualification, and how you know the system; sign and date")
    blocks = [*made, *_seal(told), *limits, heading(_("Certified by")), blank(whose)]
    return printed(paper(told, blocks, title=_("Technical certificate")))


def _of_capture(told: PaperFacts) -> Iterator[TextBlock]:
    record = told.held.record
    yield from _of_tool(record.get("tool", {}), record.get("looked", {}))
    yield from _of_clock(record.get("times", {}))
    yield from _of_answers(told)
    yield from _of_the_page(record)
    yield from _of_connections(record.get("certificates", {}))


def _of_tool(tool: dict[str, Any], looked: dict[str, Any]) -> Iterator[TextBlock]:
    yield heading(_("Program that made the capture"))
    yield from lines(
        (_("Program"), _joined(tool.get("software"), tool.get("version"))),
        (_("SHA-256 of the program’s code"), tool.get("code_sha256")),
        (_("Browser"), tool.get("browser")),
        (_("SHA-256 of the browser"), tool.get("browser_sha256")),
        (_("Name that the browser gave to sites"), tool.get("browser_says_it_is")),
        (_("Options with which the browser was started"), " ".join(map(str, tool.get("flags", [])))),
        (_("System"), _joined(tool.get("system"), tool.get("python") and f"Python {tool['python']}")),
        (_("View"), " ".join(f"{name} {value}" for name, value in tool.get("view", {}).items())),
        (
            _("Containment of the browser"),
            "; ".join(str(WALLS.get(one, one)) for one in tool.get("contained_by", [])),
        ),
        (_("Signed in"), _yes_no(looked.get("signed_in"))),
        (_("Actions on the page"), looked.get("actions")),
    )


def _of_clock(times: dict[str, Any]) -> Iterator[TextBlock]:
    clock = times.get("clock", {})
    yield heading(_("Clock"))
    yield from lines(
        (_("Begun"), times.get("begun")),
        (_("Ended"), times.get("ended")),
        (_("Source"), clock.get("source")),
        (_("Clock synchronised by the operating system"), _yes_no(clock.get("synchronised"))),
        (_("Offset, seconds"), _plain(clock.get("offset"))),
        (_("Maximum error, seconds"), clock.get("maximum_error")),
        (
            _("Change of the machine’s clock during the capture, seconds"),
            _plain(times.get("wall_clock_moved")),
        ),
        (_("Date and time given by the site"), times.get("site_says")),
    )


def _of_answers(told: PaperFacts) -> Iterator[TextBlock]:
    record = told.held.record
    address, requests = record.get("address", {}), record.get("requests", {})
    hops = address.get("redirects", [])  # from the first address to the last
    yield heading(_("Addresses and answers"))
    yield from lines(
        (_("Address requested"), address.get("requested")),
        (_("Redirects"), "\n".join(hops) if len(hops) > 1 else ""),
        (_("Shown"), address.get("shown")),
        (_("Status code of the site’s answer"), address.get("answered")),
        *_connection(told),
        *((label, requests[name]) for name, label in REQUESTS.items() if name in requests),
        *((label, requests.get(name) or None) for name, label in RARE_REQUESTS.items()),
        (_("How the capture ended"), status_in_words(record["status"]) if record.get("status") else None),
    )
    for one in record.get("reasons", []):
        yield TextBlock(BlockKind.ITEM, as_printed(str(one.get("in_words", ""))))


def _connection(told: PaperFacts) -> Iterator[tuple[str, object]]:
    """Over what the page itself came, as the record of its answer in the archive says."""
    fields = told.held.page_answer
    if not fields:
        return
    protocols = [value for name, value in fields if name == "WARC-Protocol"]
    of_tls = [one.replace("tls/", "TLS ") for one in protocols if one.startswith("tls/")]
    of_http = [one for one in protocols if not one.startswith("tls/")]
    known = dict(fields)
    yield _("Server address of the page itself"), known.get("WARC-IP-Address", _("not known"))
    yield _("Protocol of the connection"), ", ".join(of_http)
    yield _("Encryption of the connection"), ", ".join(of_tls) or _("none: the page was sent over plain HTTP")
    yield _("Cipher of the connection"), known.get("WARC-Cipher-Suite")


def _of_the_page(record: dict[str, Any]) -> Iterator[TextBlock]:
    looked = record.get("looked", {})
    if not looked and not record.get("limits"):
        return
    yield heading(_("Extent of the capture"))
    yield from lines(
        (_("Posts in view"), posts_in_words(looked.get("posts_in_view"))),
        (_("Posts that the page removed before they were in view"), looked.get("posts_taken_away_unseen") or None),
        *_scrolled(looked.get("scrolled", [])),
        (_("Site confirmed that there was no more to load"), _yes_no(looked.get("site_said_it_was_the_end"))),
        (_("Seconds without further data before scrolling stopped"), looked.get("silent_seconds_at_the_end") or None),
        (_("“Show more” buttons that were not pressed"), len(looked.get("offered_and_not_pressed", [])) or None),
        (_("Parts of the page without a picture"), "; ".join(map(str, looked.get("not_pictured", [])))),
        (_("Limits on the capture"), "; ".join(_limits_in_force(record.get("limits", {})))),
    )  # fmt: skip


def _scrolled(documents: Sequence[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    """Why scrolling stopped, in the page and in each frame of it."""
    for number, one in enumerate(documents):
        label = _("Reason why scrolling of frame {number} stopped").format(number=number) if number else _("Reason why scrolling of the page stopped")  # fmt: skip
        why = dict.fromkeys(one.get("why_it_stopped", []))
        yield label, " ".join(str(STOPPED.get(reason, in_words(reason))) for reason in why)
        yield _("Scrolling steps and distance"), _("steps: {steps}; pixels: {pixels}").format(**{"steps": 0, "pixels": 0} | one)  # fmt: skip


def _limits_in_force(limits: dict[str, Any]) -> Iterator[str]:
    for name, words in LIMITS.items():
        if name in limits:
            amount = limits[name] // 1024**2 if name.endswith("bytes") else limits[name]
            yield str(words).format(amount=f"{amount:g}" if isinstance(amount, float) else amount)


def _of_connections(certificates: dict[str, Any]) -> Iterator[TextBlock]:
    yield heading(_("Certificates that the sites presented on these connections"))
    if not certificates:
        yield paragraph(_("None: no connection was encrypted, or no site presented a certificate."))
    for origin, chain in list(certificates.items())[:SHOWN]:
        yield from lines((origin, "\n".join(str(one.get("sha256", "")) for one in chain)))
    if len(certificates) > SHOWN:
        more = _("Further sites with certificates in capture.json: {count}.")
        yield paragraph(more.format(count=len(certificates) - SHOWN))


def _of_arrival(told: PaperFacts) -> Iterator[TextBlock]:
    arrival = told.held.arrival
    signature = arrival.get("came_signed", "")
    kind = told.exhibit.capture.content_kind
    held = looked_into.in_words(arrival, kind=kind)
    yield heading(_("File received"))
    yield paragraph(_("This file was made elsewhere: we do not know how, or whether its content is true."))
    yield from lines(
        (_("Kind"), arrival.get("kind")),
        (_("Name of the file"), arrival.get("name")),
        (_("Made by, as the officer stated"), arrival.get("made_by")),
        (_("Made with, as the officer stated"), arrival.get("made_with")),
        (_("Captured, as the file says"), said_times.told(arrival).in_words()),
        (_("Arrived"), arrival.get("arrived_at")),
        (_("Bytes"), arrival.get("bytes")),
        (_("SHA-256 of the file as received"), arrival.get("sha256")),
        (end_of(kind), besides_in_words(arrival.get("besides", []), kind=kind)),
        (_("Hidden parts of the file"), "\n".join(held)),
        (_("Hashes in the file"), hashes_in_words(arrival)),
        (_("Signature in the file"), signature_in_words(signature)),
        (_("Missing data"), cut_off_in_words(arrival, kind=kind)),
        (_("Pages in the file"), (arrival.get("more_pages", 0) + len(arrival.get("pages", []))) or None),
    )
    yield from doubts(arrival)
    yield from times_said(told)


def _seal(told: PaperFacts) -> Iterator[TextBlock]:
    manifest = told.held.manifest
    key = base64.b64decode(manifest["key"]).hex() if manifest.get("key") else None
    yield heading(_("Seal and time stamps"))
    yield from lines(
        (_("Sealed"), manifest.get("made_at")),
        (_("SHA-256 of the manifest"), told.exhibit.capture.manifest_sha256),
        (_("Public key of the authority, in the form that verify.py needs"), key),
        (_("Files listed in the manifest"), len(manifest.get("files", []))),
    )
    for one in manifest.get("authorities", []):
        yield from lines((str(one["name"]), _stamped(told.held.tokens.get(one["token"]))))
    if not manifest.get("authorities"):
        yield paragraph(
            _("No outside time-stamp authority was set up, so only the council vouches for the time.")
        )


def _stamped(token: bytes | None) -> str:
    if token is None:
        return _("no time stamp: the time-stamp authority had not answered when the bundle was stored")
    try:
        at, _digest = verify.token_says(token)
    except verify.Broken as why:
        return _("a time stamp that cannot be read: {why}").format(why=why)
    return _("a time stamp of {at} (verify.py checks it)").format(at=f"{at:%d %B %Y, %H:%M:%S UTC}")


def _limits(*, is_ours: bool) -> Iterator[TextBlock]:
    yield heading(_("Limits"))
    of_ours = (
        _(
            "The capture shows what the site sent to this browser at that time. It does not show who wrote the content, or that the content is true."
        ),
        _(
            "We keep the site’s responses decoded, as the page received them. Their headers show how they were encoded when they were sent."
        ),
        _("The site may show something else to other people, or to people who are signed in."),
        _("We do not keep copy-protected videos or calls between browsers."),
    )
    of_an_arrival = (
        _(
            "The record shows which file we received, and when. It does not show who made the file, how or when, or that its content is true."
        ),
        _("We did not check the file’s own statements, such as addresses and times, against any site."),
    )
    for sentence in of_ours if is_ours else of_an_arrival:
        yield TextBlock(BlockKind.ITEM, sentence)


def _joined(*words: Any) -> str:
    return ", ".join(str(one) for one in words if one)


def _plain(seconds: float | None) -> str | None:
    """To the millionth, never as a power of ten."""
    return None if seconds is None else f"{seconds:.6f}"


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else (_("yes") if value else _("no"))
