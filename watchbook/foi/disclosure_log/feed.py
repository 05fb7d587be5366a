"""The disclosure log for machines: JSON after its published schema, CSV with a row for each question, Atom (docs/explanation/answering.md#letter-and-disclosure-log)."""

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any
from xml.etree import ElementTree as Xml

from django.utils.translation import gettext as _

from watchbook.figures.findings import Status, words_of_answer
from watchbook.files.formulas import begins_a_formula
from watchbook.foi.published import Publication
from watchbook.foi.queries import DisclosureEntry

type Address = Callable[[str], str]  # the permanent address of an entry by its reference

COLUMNS = (
    "reference", "address", "title", "edition", "published_on", "received_on", "answered_on", "number", "question",
    "topic", "status", "answer", "value", "period_from", "period_to", "searched", "licence",
)  # fmt: skip
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


def log_data(
    entries: Sequence[DisclosureEntry], *, withdrawn: Sequence[Publication], council: str, address: Address
) -> dict[str, Any]:
    """The whole log."""
    return {
        "council": council,
        "entries": [entry_data(entry, address=address) for entry in entries],
        "withdrawn": [withdrawn_data(row, address=address) for row in withdrawn],
    }


def entry_data(entry: DisclosureEntry, *, address: Address) -> dict[str, Any]:
    """One entry with its questions."""
    row, terms = entry.publication, entry.terms
    return {
        "reference": row.reference,
        "address": address(row.reference),
        "title": row.title,
        "edition": row.edition,
        "published_on": entry.publication.first_day.isoformat(),
        "corrected_on": row.published_on.isoformat() if row.edition > 1 else None,
        "received_on": row.received_on.isoformat(),
        "answered_on": row.answered_on.isoformat(),
        "in_time": not entry.is_late if row.due_on else None,
        "licence": {"name": terms.name, "address": terms.address or None, "terms": terms.words or None},
        "questions": [_question(one) for one in row.answers],
    }


def withdrawn_data(row: Publication, *, address: Address) -> dict[str, Any]:
    """What is left of an entry that was taken back."""
    return {
        "reference": row.reference,
        "address": address(row.reference),
        "withdrawn_on": row.withdrawal.withdrawn_on.isoformat(),
        "reason": row.withdrawal.reason,
    }


def _question(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": answer["number"],
        "question": answer["question"],
        "topic": answer["topic"],
        "status": answer["status"],
        "status_in_words": words_of_answer(Status(answer["status"]), answer.get("value")),
        "answer": answer["answer"],
        "value": answer["value"],
        "period": answer["period"],
        "searched": list(answer["searched"]),
    }


def as_json(data: Mapping[str, Any]) -> str:
    """As it is sent: letters as they are, two spaces a level."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_csv(entries: Sequence[DisclosureEntry], *, address: Address) -> str:
    """A header, then one row for each question of each entry; a cell that a spreadsheet would reckon is made text."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for entry in entries:
        for answer in entry.publication.answers:
            row = _row(entry_data(entry, address=address), answer)
            writer.writerow([_inert(row[column]) for column in COLUMNS])
    return written.getvalue()


def _row(entry: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """A value that is a figure or a text stands as it is; anything with parts as JSON."""
    period, value, licence = answer["period"] or {}, answer["value"], entry["licence"]
    is_plain = value is None or isinstance(value, str | int | float)
    return {
        **{name: entry[name] for name in COLUMNS[:7]},
        **{name: answer[name] for name in ("number", "question", "topic", "status", "answer")},
        "value": value if is_plain else json.dumps(value, ensure_ascii=False),
        "period_from": period.get("from"),
        "period_to": period.get("to"),
        "searched": "; ".join(one["register"] for one in answer["searched"]),
        "licence": licence["address"] or licence["terms"],
    }


def _inert(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if begins_a_formula(text) else text


def as_atom(
    entries: Sequence[DisclosureEntry],
    *,
    withdrawn: Sequence[Publication],
    council: str,
    home: str,
    itself: str,
    address: Address,
) -> str:
    """The feed: an entry for each of the log, and for each withdrawn one the word that it is gone (RFC 6721)."""
    Xml.register_namespace("", ATOM)
    Xml.register_namespace("at", TOMBSTONES)
    feed = Xml.Element(f"{{{ATOM}}}feed")
    _put(feed, "title", _("Disclosure log of {council}").format(council=council))
    _put(feed, "id", home)
    _put(feed, "updated", _latest(entries, withdrawn))
    _put(_put(feed, "author"), "name", council)
    _put(feed, "link", rel="self", href=itself, type="application/atom+xml")
    _put(feed, "link", rel="alternate", href=home, type="text/html")
    for entry in entries:
        _entry(feed, entry, address=address)
    for row in withdrawn:
        _tombstone(feed, row, address=address)
    return Xml.tostring(feed, encoding="unicode", xml_declaration=False)


def _entry(feed: Xml.Element, entry: DisclosureEntry, *, address: Address) -> None:
    row = entry.publication
    one, place = _put(feed, "entry"), address(row.reference)
    _put(one, "title", row.title)
    _put(one, "id", place)
    _put(one, "link", rel="alternate", href=place, type="text/html")
    _put(one, "published", f"{entry.publication.first_day.isoformat()}T00:00:00Z")
    _put(one, "updated", row.recorded_at.isoformat())
    said = (f"{answer['number']} {answer['question']}\n{answer['answer']}" for answer in row.answers)
    _put(one, "content", "\n\n".join(said), type="text")


def _tombstone(feed: Xml.Element, row: Publication, *, address: Address) -> None:
    when = row.withdrawal.recorded_at.isoformat()
    gone = Xml.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", ref=address(row.reference), when=when)
    comment = Xml.SubElement(gone, f"{{{TOMBSTONES}}}comment")
    comment.text = _printable(row.withdrawal.reason)


def _put(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = _printable(text) or None
    return child


def _printable(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold, however they are written."""
    return NOT_IN_XML.sub("", text)


def _latest(entries: Sequence[DisclosureEntry], withdrawn: Sequence[Publication]) -> str:
    moments = [one.publication.recorded_at for one in entries]
    moments += [row.withdrawal.recorded_at for row in withdrawn]
    return max(moments).isoformat() if moments else "1970-01-01T00:00:00Z"
