"""What the papers of an exhibit say: on what its look rested by reference, custody so far, its capture's own record."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import ZipFile

from django.db.models import QuerySet

from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.evidence import content
from watchbook.evidence.bundle import Bundle, NotReadable
from watchbook.evidence.models import Capture, ContentKind, CustodyEntry, Exhibit
from watchbook.keys import envelope
from watchbook.looks.models import Basis, ReTriage
from watchbook.looks.rules.assessed import AUTHORISATIONS

RECORD, ARRIVAL, MANIFEST, FIRST_VIEW = "capture.json", "arrival.json", "manifest.json", "visuals/0000.png"
RECORD_LIMIT, PICTURE_LIMIT = 64 * 1024**2, 8 * 1024**2


@dataclass(frozen=True)
class BundleFacts:
    """What a bundle says of itself: the capture's own record or that of its arrival, its manifest, its first view.

    `page_answer` is what the archive says of the connection over which the page itself came; empty where it says nothing.
    """

    record: dict[str, Any]
    arrival: dict[str, Any]
    manifest: dict[str, Any]
    tokens: dict[str, bytes]
    first_view: bytes
    page_answer: Sequence[tuple[str, str]] = ()

    @property
    def basis(self) -> dict[str, Any]:
        """On what the capture rested when it was taken, as its record says; of a file taken in what its manifest says."""
        told = self.record.get("basis", self.manifest.get("capture"))
        return told if isinstance(told, dict) else {}


@dataclass(frozen=True)
class BasisReference:
    """What the basis of a look names: its reference, and the post of who authorised it, or their name where no post is recorded."""

    reference: str = ""
    authorised_by: str = ""


def held_of(capture: Capture) -> BundleFacts:
    """Read from its bundle; whoever calls it has noted custody first."""
    with content.opened(capture) as file, ZipFile(file) as bundle:
        names = set(bundle.namelist())

        def said(name: str) -> dict[str, Any]:
            content = _read(bundle, name, RECORD_LIMIT) if name in names else b""
            found: dict[str, Any] = json.loads(content or b"{}")
            return found

        manifest = said(MANIFEST)
        tokens = [one["token"] for one in manifest.get("authorities", [])]
        record = said(RECORD)
        return BundleFacts(
            record=record,
            arrival=said(ARRIVAL),
            manifest=manifest,
            tokens={name: _read(bundle, name, RECORD_LIMIT) for name in tokens if name in names},
            first_view=_read(bundle, FIRST_VIEW, PICTURE_LIMIT) if FIRST_VIEW in names else b"",
            page_answer=_answer_of_the_page(file, record.get("address", {})),
        )


def _answer_of_the_page(file: BinaryIO, address: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields of the record of the answer from which the page was made: the last of its redirects."""
    hops = address.get("redirects") or [str(address.get("shown", "")).partition("#")[0]]
    try:
        bundle = Bundle(file)
        found = [one for one in bundle.resources() if one.address == hops[-1] and one.method == "GET"]
        return bundle.fields(found[0]) if found else []
    except NotReadable:
        return []


def _read(bundle: ZipFile, name: str, limit: int) -> bytes:
    """A member of the bundle; nothing of one that is longer than anything of ours."""
    return bundle.read(name) if bundle.getinfo(name).file_size <= limit else b""


def rests_on(exhibit: Exhibit) -> BasisReference:
    """What the look's basis names; nothing where it names nothing."""
    by_post: dict[str, tuple[QuerySet[Any], str]] = {
        Basis.PLAN: (OvertPlan.objects.all(), "signed_by"),
        Basis.RE_TRIAGE: (ReTriage.objects.all(), "decided_by"),
        **dict.fromkeys(AUTHORISATIONS, (Authorisation.objects.all(), "decided_by")),
    }
    rows, officer = by_post.get(exhibit.basis, (None, ""))
    found = None if rows is None else rows.select_related(officer).filter(pk=exhibit.basis_id).first()
    if found is None:
        return BasisReference()
    who = getattr(found, officer)
    return BasisReference(found.reference, getattr(found, "officer_rank", "") or (who.name if who else ""))


def custody_of(capture: Capture) -> list[tuple[CustodyEntry, dict[str, Any]]]:
    """Who handled it, in the order in which they did, with the words of each entry."""
    rows = list(capture.custody.select_related("handled_by", "capture").order_by("number"))
    said = envelope.opened_all(rows)
    return [(row, said[row.id]) for row in rows]


def is_archive(capture: Capture, arrival: dict[str, Any]) -> bool:
    """Whether there is an archive of requests and answers in it, of which secrets can be withheld."""
    if capture.content_kind == ContentKind.BUNDLE and not arrival:
        return True
    return arrival.get("kind") in {ContentKind.WACZ, ContentKind.WARC}
