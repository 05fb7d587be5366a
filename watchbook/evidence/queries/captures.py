"""Captures by their reference, their officer, their look; and those that a worker should take or settle."""

from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.authorisations.queries.in_force import BasisInForce, in_force_for
from watchbook.evidence.models import Capture, Origin
from watchbook.evidence.page_address import is_same_page, opens
from watchbook.evidence.states import UNDER_WAY, CaptureState
from watchbook.keys import envelope
from watchbook.looks.models import Basis, Look
from watchbook.organisation.models import Person

BESIDE = (
    "look__investigation__service",
    "look__subject__investigation",
    "look__opened_by",
    "asked_by",
    "repeats",
)
STAMPED_AT_ONCE = 20


def capture_by_reference(reference: str) -> Capture | None:
    """The capture of this reference."""
    return Capture.objects.select_related(*BESIDE).filter(reference=reference).first()


def captures_of_person(person: Person) -> QuerySet[Capture]:
    """Those that somebody asked for: what is under way first, then the newest."""
    rows = Capture.objects.filter(asked_by=person).select_related("look")
    is_over = Case(When(state__in=UNDER_WAY, then=0), default=1)
    return rows.order_by(is_over, "-asked_at")


def undecided_of(person: Person) -> QuerySet[Capture]:
    """Return the captures that somebody asked for and whose relevance nobody has decided, the oldest first.

    What an exhibit was produced from needs no decision: the exhibit says how long it is kept.
    """
    rows = Capture.objects.filter(asked_by=person, state=CaptureState.HELD, is_relevant=None, exhibits=None)
    return rows.select_related("look").order_by("ended_at")


def addresses_of(look: Look) -> list[str]:
    """Every address on the look's record that can be opened, and those captured in it already; words that are none are left out."""
    views, taken = list(look.page_views.select_related("look")), list(look.captures.all())
    said = envelope.opened_all([*views, *taken])
    found = [*envelope.opened(look)["addresses"]]
    found += [said[one.id]["address"] for one in (*views, *taken)]
    opened = (opens(text) for text in found)
    return list(dict.fromkeys(address for address in opened if address))


def oldest_waiting() -> Capture | None:
    """The one that waits longest and that no other worker is just taking; locked until the commit."""
    rows = Capture.objects.filter(state=CaptureState.WAITING).order_by("asked_at", "id")
    return rows.select_for_update(of=("self",), skip_locked=True).first()


def is_any_waiting() -> bool:
    """Whether a worker has something to do."""
    return Capture.objects.filter(state=CaptureState.WAITING).exists()


def lacking_stamps() -> list[Capture]:
    """Those held whose time stamps are not all there and that no exhibit rests on, the oldest first; some at a time."""
    rows = Capture.objects.filter(state=CaptureState.HELD, origin=Origin.TAKEN).exclude(stamps_missing=[])
    return list(rows.filter(exhibits=None).order_by("ended_at")[:STAMPED_AT_ONCE])


def same_file_before(capture: Capture) -> Capture | None:
    """The first that holds, for the same look, the very file that this one holds."""
    rows = Capture.objects.filter(look=capture.look_id, state=CaptureState.HELD)
    rows = rows.filter(came_sha256=capture.came_sha256)
    return rows.exclude(pk=capture.pk).exclude(came_sha256="").order_by("asked_at").first()


ASKED = 500  # the newest; each envelope is opened


def captures_of_same_page(capture: Capture) -> list[Capture]:
    """Those that are held and were asked for at the same address, the newest first. One query; no other investigation is looked into."""
    look = capture.look
    rows = Capture.objects.filter(state=CaptureState.HELD).exclude(pk=capture.pk).select_related("asked_by")
    if look.investigation_id is not None:
        rows = rows.filter(look__investigation=look.investigation_id)
    else:
        rows = rows.filter(look__investigation=None, look__opened_by=look.opened_by_id)
    said = envelope.opened_all([capture, *(found := list(rows.order_by("-asked_at")[:ASKED]))])
    address = said[capture.id]["address"]
    return [row for row in found if is_same_page(said[row.id]["address"], address)]


# What can end while a look is still open; triage, a signed re-triage and nobody in particular are the look's own.
ENDING = frozenset({Basis.DIRECTED, Basis.CHIS, Basis.NON_RIPA, Basis.PLAN})


def is_in_force(look: Look, *, at: datetime) -> bool:
    """Whether what the look rests on, where that can end, is in force at a moment."""
    return look.basis not in ENDING or _holds(look, at=at) is not None


def check_basis(look: Look, *, at: datetime) -> None:
    """Raise WrongState where the look has no basis, or what it rests on has ended, been stopped or waits for its review."""
    if look.basis in {Basis.NONE, Basis.IMPORTED}:
        raise WrongState(
            _(
                "You cannot capture a page from this look: the look has no basis. Open a look that has a basis."
            )
        )
    if not is_in_force(look, at=at):
        raise WrongState(
            _(
                "You cannot capture another page from this look: its basis ({basis}) is no longer in force. Close the look."
            ).format(basis=look.get_basis_display())
        )


def told_of(capture: Capture, *, at: datetime) -> dict[str, Any]:
    """The basis as the capture's record and manifest hold it: references and ids, no name and no free text."""
    look = capture.look
    holds = _holds(look, at=at) if look.basis in ENDING else None
    return {
        "capture": capture.reference,
        "look": look.reference,
        "basis": str(look.basis),
        "investigation": look.investigation.reference if look.investigation else None,
        "subject": look.subject.number if look.subject else None,
        "authorisation": holds.reference if holds else None,
        "authorisation_id": str(look.basis_id) if look.basis_id else None,
        "in_force_until": holds.until.isoformat() if holds else None,
        "purpose": str(look.purpose),
        "manner": str(look.manner),
        "officer": str(capture.asked_by_id),
        "asked_at": capture.asked_at.isoformat(),
        "level": str(look.level),
    }


def _holds(look: Look, *, at: datetime) -> BasisInForce | None:
    if look.subject is None:
        return None
    return next((one for one in in_force_for(look.subject, at=at) if one.id == look.basis_id), None)
