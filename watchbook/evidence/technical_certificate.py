"""The technical certificate: with what it was made, behind which walls, by which clock, over which connections, how sealed.

From the capture's own record (`capture.json`), which lies sealed in the bundle; who certifies it is a blank.
"""

import base64
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from watchbook.capture import verify
from watchbook.evidence.papers import Told, blank, heading, lines, paper, paragraph, printed
from watchbook.files.document.blocks import Block
from watchbook.files.document.blocks import Kind as BlockKind
from watchbook.files.document.characters import printable

SHOWN = 20  # origins whose certificates are listed one by one


def certificate(told: Told) -> bytes:
    """The certificate as a tagged PDF."""
    made = _of_arrival(told.held.arrival) if told.held.arrival else _of_capture(told.held.record)
    limits = _limits_of_arrival() if told.held.arrival else _limits()
    blocks = [*made, *_seal(told), *limits, *_signature()]
    return printed(paper(told, blocks, title=_("Technical certificate")))


def _of_capture(record: dict[str, Any]) -> Iterator[Block]:
    yield from _of_tool(record.get("tool", {}), record.get("looked", {}))
    yield from _of_clock(record.get("times", {}))
    yield from _of_answers(record)
    yield from _of_connections(record.get("certificates", {}))


def _of_tool(tool: dict[str, Any], looked: dict[str, Any]) -> Iterator[Block]:
    yield heading(_("What made it"))
    yield from lines(
        (
            (_("Program"), _joined(tool.get("software"), tool.get("version"))),
            (_("SHA-256 of its code"), tool.get("code_sha256")),
            (_("Browser"), tool.get("browser")),
            (_("SHA-256 of the browser"), tool.get("browser_sha256")),
            (_("It told sites that it is"), tool.get("browser_says_it_is")),
            (_("Started with"), " ".join(map(str, tool.get("flags", [])))),
            (_("System"), _joined(tool.get("system"), tool.get("python") and f"Python {tool['python']}")),
            (_("View"), " ".join(f"{name} {value}" for name, value in tool.get("view", {}).items())),
            (_("Walls around the browser"), ", ".join(tool.get("contained_by", []))),
            (_("Signed in"), _yes_no(looked.get("signed_in"))),
            (_("What was done on the page"), looked.get("actions")),
        )
    )


def _of_clock(times: dict[str, Any]) -> Iterator[Block]:
    clock = times.get("clock", {})
    yield heading(_("Clock"))
    yield from lines(
        (
            (_("Begun"), times.get("begun")),
            (_("Ended"), times.get("ended")),
            (_("Source"), clock.get("source")),
            (_("Disciplined by the kernel"), _yes_no(clock.get("synchronised"))),
            (_("Offset, seconds"), clock.get("offset")),
            (_("Greatest error, seconds"), clock.get("maximum_error")),
            (_("The machine’s clock moved meanwhile by, seconds"), times.get("wall_clock_moved")),
            (_("The site’s own date"), times.get("site_says")),
        )
    )


def _of_answers(record: dict[str, Any]) -> Iterator[Block]:
    address, requests = record.get("address", {}), record.get("requests", {})
    yield heading(_("Addresses and answers"))
    yield from lines(
        (
            (_("Asked for"), address.get("requested")),
            (_("Redirects"), _redirects(address.get("redirects", []))),
            (_("Shown"), address.get("shown")),
            *(
                (_("Requests {what}").format(what=str(name).replace("_", " ")), value)
                for name, value in requests.items()
            ),
            (_("Status"), record.get("status")),
        )
    )
    for one in record.get("reasons", []):
        yield Block(BlockKind.ITEM, printable(str(one.get("in_words", ""))))


def _of_connections(certificates: dict[str, Any]) -> Iterator[Block]:
    yield heading(_("Certificates of the sites, of the same connections"))
    if not certificates:
        yield paragraph(_("None: no connection was encrypted, or none told its certificate."))
    for origin, chain in list(certificates.items())[:SHOWN]:
        yield from lines([(origin, "\n".join(str(one.get("sha256", "")) for one in chain))])
    if len(certificates) > SHOWN:
        yield paragraph(_("{count} more stand in capture.json.").format(count=len(certificates) - SHOWN))


def _of_arrival(arrival: dict[str, Any]) -> Iterator[Block]:
    yield heading(_("What came"))
    yield paragraph(_("It was made elsewhere. How it was made, and whether it is true, is not known here."))
    yield from lines(
        (
            (_("Kind"), arrival.get("kind")),
            (_("Name of the file"), arrival.get("name")),
            (_("Made by, as was said"), arrival.get("made_by")),
            (_("Made with, as was said"), arrival.get("made_with")),
            (_("Arrived"), arrival.get("arrived_at")),
            (_("Bytes"), arrival.get("bytes")),
            (_("SHA-256 as it came"), arrival.get("sha256")),
            (_("Hashes that it carries itself"), arrival.get("own_hashes")),
            (_("Signature that it carries"), arrival.get("came_signed")),
            (_("Pages that it says it holds"), len(arrival.get("pages", []))),
        )
    )


def _seal(told: Told) -> Iterator[Block]:
    manifest = told.held.manifest
    yield heading(_("Seal and time stamps"))
    yield from lines(
        (
            (_("Sealed"), manifest.get("made_at")),
            (_("SHA-256 of the manifest"), told.exhibit.capture.manifest_sha256),
            (_("Public key of the authority, as verify.py asks for it"), _key(manifest.get("key"))),
            (_("Files under the manifest"), len(manifest.get("files", []))),
        )
    )
    for one in manifest.get("authorities", []):
        yield from lines([(str(one["name"]), _stamped(told.held.tokens.get(one["token"])))])
    if not manifest.get("authorities"):
        yield paragraph(
            _("No time-stamp authority was configured, so the time is this authority’s own word.")
        )


def _stamped(token: bytes | None) -> str:
    if token is None:
        return _("no time stamp: it had not answered when the bundle was stored")
    try:
        at, _digest = verify.token_says(token)
    except verify.Broken as why:
        return _("a time stamp that cannot be read: {why}").format(why=why)
    return _("a time stamp of {at} (verify.py checks it)").format(at=f"{at:%d %B %Y, %H:%M:%S UTC}")


def _limits() -> Iterator[Block]:
    yield heading(_("What this does not show"))
    for sentence in (
        _("It shows what the site sent to this browser at that time, not who wrote it, nor that it is true."),
        _(
            "Answers are kept as the page got them, decoded; what they were on the wire stands in their headers."
        ),
        _("What the site shows to others, or to people who are signed in, may differ."),
        _("Films protected against copying, and calls between browsers, are not kept."),
    ):
        yield Block(BlockKind.ITEM, sentence)


def _limits_of_arrival() -> Iterator[Block]:
    yield heading(_("What this does not show"))
    for sentence in (
        _("It shows what file came, and when; not who made it, how, when, nor that what it shows is true."),
        _("What the file says of itself, such as addresses and times, was not checked against any site."),
    ):
        yield Block(BlockKind.ITEM, sentence)


def _signature() -> Iterator[Block]:
    yield heading(_("Certified by"))
    yield blank(_("name, post, qualification, and how you know the system; sign and date"))


def _redirects(hops: Sequence[str]) -> str:
    """From the first address to the last; nothing where the first one answered."""
    return "\n".join(hops) if len(hops) > 1 else ""


def _key(told: str | None) -> str | None:
    """In hexadecimal digits."""
    return base64.b64decode(told).hex() if told else None


def _joined(*words: Any) -> str:
    return ", ".join(str(one) for one in words if one)


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else (_("yes") if value else _("no"))
