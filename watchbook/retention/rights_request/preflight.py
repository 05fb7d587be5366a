"""The pre-flight of an answer: what the law forbids to send, and what to think of first, each with what to do next.

Nothing here depends on what is protected: the officer who answers reads the same of a covert source and of somebody unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.law.refusals import Refusal
from watchbook.retention.letter import law
from watchbook.retention.rights_request import erasure, queries
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.states import RECIPIENTS, RightsStepKind
from watchbook.web import wording

CHANGED = (ItemDecision.CORRECT, ItemDecision.ERASE, ItemDecision.RESTRICT)


@dataclass(frozen=True)
class Preflight:
    """Reasons that keep an answer back, and others to think of before it goes."""

    in_the_way: tuple[str, ...]
    warnings: tuple[str, ...]


def preflight(row: RightsRequest, *, today: date) -> Preflight:
    """Look at a request before its answer goes. Some queries, as many whatever is protected."""
    return Preflight(tuple(in_the_way(row)), tuple(_warnings(row, today=today)))


def in_the_way(row: RightsRequest) -> Iterator[str]:
    """Say what the law forbids: to answer without a search, or while a right has no decision on a record."""
    if not row.subjectsearchs.exists():
        yield _("The search for the person is missing. Search first.")
    left = list(row.founditems.filter(is_protected=False, decision="").values_list("right", "number"))
    if left:
        why = _(
            "Records still to decide on: {count}. Decide on each of them first, for each thing that the person asks for."
        )
        yield why.format(count=len({number for _right, number in left}))


def copies(row: RightsRequest) -> list[FoundItem]:
    """The records that lie open of which a copy is given: the officer who answers makes it."""
    return list(queries.told_of(row).filter(is_protected=False, decision=ItemDecision.GIVE))


def _warnings(row: RightsRequest, *, today: date) -> Iterator[str]:
    kinds = {step.kind for step in row.steps.all()}
    if RightsStepKind.IDENTIFIED not in kinds:
        who = _(
            "No proof of identity is recorded. If you doubt the person’s identity, ask for proof before you send anything ({law}). If you have no doubt, go on."
        )
        yield who.format(law=law("ukgdpr.art12.6"))
    for one in queries.purposes(row):
        if not one.regime:
            unknown = _(
                "The law of purpose {number} is not known yet. Correct the purpose once both questions are answered, or decide under another."
            )
            yield unknown.format(number=one.number)
    yield from _keepers(row, today=today)
    yield from _late(row, today=today)
    changed = queries.told_of(row).filter(decision__in=CHANGED)
    if changed.exists() and not kinds & RECIPIENTS:
        told = _(
            "No recipient is recorded, so the letter says that we gave the data to nobody. If somebody had them, tell them and record it first ({law})."
        )
        yield told.format(law=law("ukgdpr.art19"))
    if erasure.is_to_propose(row):
        yield _(
            "Records are to be erased, and no deletion is proposed yet. Propose it once the letter has gone."
        )


def _keepers(row: RightsRequest, *, today: date) -> Iterator[str]:
    """The time of those who keep protected records runs after every search, whether it found one or not."""
    by = queries.keepers_by(row)
    if by and today <= by:
        wait = _(
            "People who keep protected records have until {day} to decide, if the search found one. Send the answer on the next day. "
            "If you send it now, it may leave out what they decide."
        )
        yield wait.format(day=wording.day(by))


def _late(row: RightsRequest, *, today: date) -> Iterator[str]:
    try:
        deadline = clock_of(row).deadline
    except Refusal:
        return
    if deadline and today > deadline.on:
        days = (today - deadline.on).days
        late = ngettext(
            "The answer is {count} day late. The letter says so and apologises.",
            "The answer is {count} days late. The letter says so and apologises.",
            days,
        )
        yield late.format(count=days)
