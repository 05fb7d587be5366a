"""Captures by their reference, their officer, their look; and those that a worker should take or settle."""

from django.db.models import Case, When

from watchbook.evidence.models import Capture, Origin
from watchbook.evidence.page_address import opens
from watchbook.evidence.states import UNDER_WAY, CaptureState
from watchbook.keys import envelope
from watchbook.looks.models import Look
from watchbook.organisation.models import Person

LISTED = 50
STAMPED_AT_ONCE = 20


def capture_by_reference(reference: str) -> Capture | None:
    """The capture of this reference."""
    rows = Capture.objects.select_related(
        "look__investigation__service",
        "look__subject__investigation",
        "look__opened_by",
        "asked_by",
        "repeats",
    )
    return rows.filter(reference=reference).first()


def captures_of_look(look: Look) -> list[Capture]:
    """Those taken in a look or taken in under it, the newest first."""
    return list(look.captures.select_related("asked_by"))


def captures_of_person(person: Person) -> list[Capture]:
    """Those that somebody asked for: what is under way first, then the newest."""
    rows = Capture.objects.filter(asked_by=person).select_related("look")
    is_over = Case(When(state__in=UNDER_WAY, then=0), default=1)
    return list(rows.order_by(is_over, "-asked_at")[:LISTED])


def addresses_of(look: Look) -> list[str]:
    """Every address on the look's record that can be opened, and those captured in it already; words that are none are left out."""
    views, taken = list(look.page_views.select_related("look")), list(look.captures.all())
    said = envelope.opened_all([*views, *taken])
    found = [*envelope.opened(look)["addresses"]]
    found += [said[one.id].get("pasted") or said[one.id]["address"] for one in views]
    found += [said[one.id]["address"] for one in taken]
    opened = (opens(text) for text in found)
    return list(dict.fromkeys(address for address in opened if address))


def repeats_of(capture: Capture) -> list[Capture]:
    """Those that were taken instead of it."""
    return list(capture.repeated_by.all())


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


def not_settled() -> list[Capture]:
    """Those that a worker began and has not ended."""
    return list(Capture.objects.filter(state__in=(CaptureState.RUNNING, CaptureState.STORING)))


def same_file_before(capture: Capture) -> Capture | None:
    """The first that holds, for the same look, the very file that this one holds."""
    rows = Capture.objects.filter(
        look=capture.look_id, came_sha256=capture.came_sha256, state=CaptureState.HELD
    )
    return rows.exclude(pk=capture.pk).exclude(came_sha256="").order_by("asked_at").first()
