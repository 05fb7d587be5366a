"""What the papers of an exhibit say: on what its look rested by reference, custody so far, its capture's own record."""

import json
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from django.db.models import QuerySet

from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.evidence import content
from watchbook.evidence.models import Capture, ContentKind, CustodyEntry, Exhibit
from watchbook.keys import envelope
from watchbook.looks.models import Basis, ReTriage
from watchbook.looks.rules.opening import AUTHORISATIONS

RECORD, ARRIVAL, MANIFEST, FIRST_VIEW = "capture.json", "arrival.json", "manifest.json", "visuals/0000.png"
RECORD_LIMIT, PICTURE_LIMIT = 64 * 1024**2, 8 * 1024**2


@dataclass(frozen=True)
class Held:
    """What a bundle says of itself: the capture's own record or that of its arrival, its manifest, its first view."""

    record: dict[str, Any]
    arrival: dict[str, Any]
    manifest: dict[str, Any]
    tokens: dict[str, bytes]
    first_view: bytes


def held_of(capture: Capture) -> Held:
    """Read from its bundle; whoever calls it has noted custody first."""
    with content.opened(capture) as file, ZipFile(file) as bundle:
        names = set(bundle.namelist())

        def said(name: str) -> dict[str, Any]:
            found: dict[str, Any] = (
                json.loads(_read(bundle, name, RECORD_LIMIT) or b"{}") if name in names else {}
            )
            return found

        manifest = said(MANIFEST)
        tokens = [one["token"] for one in manifest.get("authorities", [])]
        return Held(
            record=said(RECORD),
            arrival=said(ARRIVAL),
            manifest=manifest,
            tokens={name: _read(bundle, name, RECORD_LIMIT) for name in tokens if name in names},
            first_view=_read(bundle, FIRST_VIEW, PICTURE_LIMIT) if FIRST_VIEW in names else b"",
        )


def _read(bundle: ZipFile, name: str, limit: int) -> bytes:
    """A member of the bundle; nothing of one that is longer than anything of ours."""
    return bundle.read(name) if bundle.getinfo(name).file_size <= limit else b""


def rests_on(exhibit: Exhibit) -> str:
    """The reference of what the look's basis names; empty where it names nothing."""
    if exhibit.basis_id is None:
        return ""
    named: dict[str, QuerySet[Any]] = {
        Basis.PLAN: OvertPlan.objects.all(),
        Basis.RE_TRIAGE: ReTriage.objects.all(),
        **dict.fromkeys(AUTHORISATIONS, Authorisation.objects.all()),
    }
    rows = named.get(exhibit.basis)
    found = rows.filter(pk=exhibit.basis_id).values_list("reference", flat=True) if rows is not None else ()
    return next(iter(found), "")


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
