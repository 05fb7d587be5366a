"""The end of a restriction: who set it does not lift it alone, and the person hears of it before (UK GDPR art 18(3))."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.rights_request.late_letter import unchecked
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import RESTRICTING, told_of
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.retention.rights_request.told_records import ToldRecord, told_before
from watchbook.web import wording


@dataclass(frozen=True)
class Ends:
    """The restrictions that a letter says end: the numbers of their records in letters, and the day."""

    numbers: Collection[int] = ()
    on: date | None = None

    def kept(self) -> dict[str, Any]:
        """Return them as the envelope of the letter keeps them."""
        return {"ends": sorted(set(self.numbers)), "ends_on": self.on.isoformat() if self.on else ""}


def check(item: FoundItem, why: str, *, by: Person, on: date, tried: str) -> None:
    """Raise WrongState unless another person lifts it with a reason, and not before the day that a letter gave, where one told of the record."""
    if not why.strip():
        raise WrongState(cannot(tried, _("The reason is missing. Say why the restriction ends.")))
    if item.decided_by_id == by.id:
        words = _(
            "You restricted the record yourself. Ask another person who may decide on it to lift the restriction."
        )
        raise WrongState(cannot(tried, words))
    record = told_before(item.request).records.get(item.thing)
    told = _letters(item)
    if record and not told:
        words = _(
            "You must tell the person first: no letter says that the restriction on record {number} ends. On the page of request {reference}, choose “Tell the "
            "person that a restriction ends”."
        )
        raise WrongState(cannot(tried, words.format(reference=item.request.reference, number=record.number)))
    if told and (day := told[-1].get("ends_on")) and on.isoformat() < day:
        words = _("The letter says that the restriction ends on {day}. Lift it on that date or later.")
        raise WrongState(cannot(tried, words.format(day=wording.day(date.fromisoformat(day)))))


def is_restricted(row: RightsRequest) -> bool:
    """Whether something is restricted of which the person is told. One query."""
    return told_of(row).filter(RESTRICTING).exists()


def restricted(row: RightsRequest) -> list[ToldRecord]:
    """Return the records that are restricted and of which an answer told the person, as its letters number them. Three queries."""
    told = told_before(row).records
    things = set(told_of(row).filter(RESTRICTING).values_list("thing", flat=True))
    return sorted((told[one] for one in things & told.keys()), key=lambda one: one.number)


def check_ends(row: RightsRequest, told: Ends, *, on: date, tried: str) -> None:
    """Raise WrongState where a letter of a day names no record, or one that is not restricted, or no day from its own on."""
    named = [one for one in restricted(row) if one.number in told.numbers]
    if not named or len(named) != len(set(told.numbers)):
        why = _(
            "Select the records whose restrictions are to end. You can select only records that are restricted."
        )
        raise WrongState(cannot(tried, why))
    if told.on is None or told.on < on:
        why = _(
            "The restriction cannot end before the date of the letter. Enter the date on which the restriction ends."
        )
        raise WrongState(cannot(tried, why))


def _letters(item: FoundItem) -> list[dict[str, Any]]:
    """Return what the letters since the restriction that name this record said; one recorded late counts once another officer saw its copy."""
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
    told = [said[one.pk] for one in letters]
    return [one for one in told if record is not None and record.number in one.get("ends", ())]
