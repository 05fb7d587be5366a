"""The end of a restriction: who set it does not lift it alone, and the person hears of it before (UK GDPR art 18(3))."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.rights_request.late_letter import unchecked
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import RESTRICTING, told_of
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.retention.rights_request.told_records import ToldRecord, told_before


def check(item: FoundItem, why: str, *, by: Person, tried: str) -> None:
    """Raise WrongState unless another person lifts it with a reason, and a letter that names the record told the person of it, where one told of the record."""
    if not why.strip():
        raise WrongState(cannot(tried, _("The reason is missing. Say why the restriction ends.")))
    if item.decided_by_id == by.id:
        words = _("You restricted the record yourself. Ask another person who decides on it.")
        raise WrongState(cannot(tried, words))
    record = told_before(item.request).records.get(item.thing)
    if record and not is_told(item):
        words = _(
            "The person must be told before: no letter says that the restriction of record {number} ends. "
            "On the page of {reference}, choose “Tell the person that a restriction ends”."
        )
        raise WrongState(cannot(tried, words.format(reference=item.request.reference, number=record.number)))


def is_restricted(row: RightsRequest) -> bool:
    """Whether something is restricted of which the person is told. One query."""
    return told_of(row).filter(RESTRICTING).exists()


def restricted(row: RightsRequest) -> list[ToldRecord]:
    """Return the records that are restricted and of which an answer told the person, as its letters number them. Three queries."""
    told = told_before(row).records
    things = set(told_of(row).filter(RESTRICTING).values_list("thing", flat=True))
    return sorted((told[one] for one in things & told.keys()), key=lambda one: one.number)


def ending(row: RightsRequest, numbers: Collection[int], *, tried: str) -> list[ToldRecord]:
    """Return the records whose restriction a letter says ends. Raises WrongState where none is named, or one that is not restricted."""
    named = [one for one in restricted(row) if one.number in numbers]
    if not named or len(named) != len(set(numbers)):
        why = _("Choose the records whose restriction ends, and only those that are restricted.")
        raise WrongState(cannot(tried, why))
    return named


def is_told(item: FoundItem) -> bool:
    """Whether a letter since the restriction told the person that it ends for this record; one recorded late counts once another officer saw its copy."""
    steps = list(item.request.steps.all())
    late = {one.pk for one in unchecked(steps)}
    letters = [
        one
        for one in steps
        if one.kind == RightsStepKind.RESTRICTION_ENDS
        and one.pk not in late
        and item.decided_on is not None
        and one.on >= item.decided_on
    ]
    record = told_before(item.request).records.get(item.thing)
    said = envelope.opened_all(letters)
    return record is not None and any(record.number in said[one.pk].get("ends", ()) for one in letters)
