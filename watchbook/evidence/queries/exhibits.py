"""Reading exhibits: those that somebody may read, by mark, reference, hash or day; those of an investigation or a look."""

import re
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from watchbook.evidence.models import Capture, Exhibit
from watchbook.evidence.states import CaptureState
from watchbook.investigations.models import Investigation
from watchbook.investigations.queries import investigations_of
from watchbook.looks.models import Look
from watchbook.looks.permissions import OF_THE_WHOLE
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.web.wording import moment

REFERENCE = re.compile(r"(EX|[A-Z]{2,5})-?([0-9]{1,9})")
MARK = re.compile(r"([A-Z]{1,6})/?([0-9]{1,9})")
HASHES = ("plain_sha256", "manifest_sha256", "came_sha256")
HASH = re.compile(r"[0-9A-F]{8,64}")
PREFIX = re.compile(r"^SHA-?256[:=]?")
BETWEEN = re.compile(r"[\s:\u00ad\u200b-\u200f\u2060\ufeff]+")


def exhibits_open_to(person: Person) -> QuerySet[Exhibit]:
    """The exhibits that somebody may read, the newest first; the same as `may_read_capture` says of each."""
    on = today()
    of_no_investigation = Q(capture__look__opened_by=person)
    of_no_investigation |= Q(capture__look__service__in=services_led_by(person, on=on))
    if duties_of(person, on=on) & set(OF_THE_WHOLE):
        of_no_investigation = Q()
    theirs = Q(investigation__in=investigations_of(person)) | Q(Q(investigation=None), of_no_investigation)
    return _listed(Exhibit.objects.filter(theirs))


def exhibits_of(investigation: Investigation) -> QuerySet[Exhibit]:
    """The exhibits of an investigation, the newest first."""
    return _listed(Exhibit.objects.filter(investigation=investigation))


def exhibits_of_look(look: Look) -> QuerySet[Exhibit]:
    """The exhibits that rest on a look."""
    return _listed(Exhibit.objects.filter(capture__look=look))


def held_of_look(look: Look) -> QuerySet[Capture]:
    """What is held of a look, from which an exhibit can be produced."""
    return Capture.objects.filter(look=look, state=CaptureState.HELD).order_by("asked_at")


def exhibit_by_reference(reference: str) -> Exhibit | None:
    """The exhibit of this reference, with what the page and the permissions ask of it."""
    rows = Exhibit.objects.select_related(
        "capture__look__investigation__service",
        "capture__look__service",
        "capture__look__opened_by",
        "capture__asked_by",
        "investigation",
        "produced_by",
    )
    return rows.filter(reference=reference).first()


def is_sought(text: str) -> bool:
    """Whether a text could be a mark, a reference or a hash."""
    plain = _plain(text)
    return any(one.fullmatch(plain) for one in (REFERENCE, MARK, HASH))


def found(
    rows: QuerySet[Exhibit], *, sought: str = "", first_on: date | None = None, last_on: date | None = None
) -> QuerySet[Exhibit]:
    """Those of these rows that are sought, however a mark or a hash is spelt; days are London's."""
    if first_on:
        rows = rows.filter(produced_at__date__gte=first_on)
    if last_on:
        rows = rows.filter(produced_at__date__lte=last_on)
    return rows.filter(_named(_plain(sought))) if sought.strip() else rows


def _named(plain: str) -> Q:
    """A text may be several at once: EX1 is the mark EX/1 too, and DEADBE12 the start of a hash."""
    named = Q(pk=None)
    if match := REFERENCE.fullmatch(plain):
        reference = f"{match[1]}-{int(match[2]):04}"
        named |= Q(reference=reference) | Q(capture__reference=reference)
    if match := MARK.fullmatch(plain):
        named |= Q(mark=f"{match[1]}/{int(match[2])}")
    if HASH.fullmatch(plain):
        digest = plain.lower()
        for name in HASHES:
            named |= Q(**{f"capture__{name}__startswith": digest})
    return named


def _plain(text: str) -> str:
    """In capitals, without spaces and without what says that a hash follows."""
    return PREFIX.sub("", BETWEEN.sub("", text.upper()))


def _listed(rows: QuerySet[Exhibit]) -> QuerySet[Exhibit]:
    return rows.select_related("capture", "investigation", "produced_by").order_by("-produced_at", "-id")


def made_already(capture: Capture) -> str:
    """Say that there is an exhibit of this capture; nothing where there is none. One query."""
    found = capture.exhibits.select_related("produced_by").order_by("produced_at").first()
    told = _(
        "This capture already has an exhibit: {mark}, produced on {when} by {name}. If you do not need a second exhibit, open "
        "{reference} instead. If you need a second exhibit, tick the box."
    )
    if found is None:
        return ""
    return told.format(
        mark=found.mark,
        when=moment(found.produced_at),
        name=found.produced_by.name,
        reference=found.reference,
    )
