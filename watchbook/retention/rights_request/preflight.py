"""The pre-flight of an answer: what the law forbids to send, and what to think of first, each with what to do next.

Nothing here depends on what is protected: the officer who answers reads the same of a covert source and of somebody unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import cannot
from watchbook.keys.envelope import opened_all
from watchbook.law.refusals import Refusal
from watchbook.retention.letter import law
from watchbook.retention.rights_request import erasure, identity, queries, shared_file
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.rules import RIGHTS_IN_SHORT, ItemDecision, Right
from watchbook.retention.rights_request.states import RECIPIENTS
from watchbook.web import wording

ONE_DAY = timedelta(days=1)
NAMED = 5  # records without a decision that the page names
CHANGED = (ItemDecision.CORRECT, ItemDecision.ERASE, ItemDecision.RESTRICT)


@dataclass(frozen=True)
class Preflight:
    """Reasons that keep an answer back, and others to think of before it goes."""

    in_the_way: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def refusal(self) -> str:
        """Return in one paragraph what keeps the answer back."""
        return cannot(_("You cannot send the answer yet"), " ".join(self.in_the_way))


def preflight(row: RightsRequest, *, today: date) -> Preflight:
    """Look at a request before its answer goes. Some queries, as many whatever is protected."""
    return Preflight(tuple(in_the_way(row)), tuple(_warnings(row, today=today)))


def in_the_way(row: RightsRequest) -> Iterator[str]:
    """Say what the law forbids: to answer without a search for every name, or while a right has no decision on a record."""
    if not row.subjectsearchs.exists():
        yield _("You have not searched for the person yet. Search first.")
    elif names := queries.names_left(row):
        why = _("You have not searched for {names}. Search for every name that the person gave.")
        yield why.format(names=", ".join(_("“{name}”").format(name=name) for name in names))
    elif rights := queries.rights_left(row):
        why = _(
            "The person now also asks for {rights}. Search again, so that you can also decide on this for each record found."
        )
        yield why.format(rights="; ".join(str(Right(one).label) for one in rights))
    if identity.is_for_others(row):
        yield identity.record_again()
    yield from _undecided(row)
    yield from _uncorrected(row)


def _undecided(row: RightsRequest) -> Iterator[str]:
    """Name the first records that have no decision, each with the rights that lack one, and say how many there are."""
    left: dict[UUID, list[str]] = {}
    for one in row.founditems.filter(is_protected=False, decision="").order_by("number"):
        rights = [Right(one.right)] if one.right else []
        said = left.setdefault(one.thing, [one.thing_reference])
        said.extend(str(RIGHTS_IN_SHORT[of]).lower() for of in rights)
    if not left:
        return
    named = [", ".join(said) for said in left.values()]
    why = ngettext(
        "{count} record has no decision ({records}). Decide on the record first.",
        "{count} records have no decision ({records}). Decide on each record first.",
        len(left),
    )
    most = named[:NAMED] + ["…"] * (len(named) > NAMED)
    yield why.format(count=len(left), records="; ".join(most))


def _uncorrected(row: RightsRequest) -> Iterator[str]:
    """Name the records that are decided to be corrected though nobody has recorded what was corrected: the letter may not say so."""
    made = list(row.founditems.filter(is_protected=False, decision=ItemDecision.CORRECT).order_by("number"))
    said = opened_all(made)
    left = [one.thing_reference for one in made if not said[one.id].get("now")]
    if left:
        why = _(
            "You have recorded no correction of {records}. Decide again, and enter the wording before and after."
        )
        yield why.format(records=", ".join(left))


def _warnings(row: RightsRequest, *, today: date) -> Iterator[str]:
    kinds = {step.kind for step in row.steps.all()}
    if not queries.is_identified(row):
        who = _(
            "No proof of identity is recorded for the name and contact details now on the request. If you doubt the person’s "
            "identity, ask for proof before you send anything ({law}). If you have no doubt, go on, but record how you know the "
            "person before you propose a deletion."
        )
        yield who.format(law=law("ukgdpr.art12.6"))
    for one in queries.purposes(row):
        if not one.regime:
            unknown = _(
                "The law that covers purpose {number} is not known yet. Correct the purpose once you can answer both of its questions about law enforcement, or "
                "decide under another purpose."
            )
            yield unknown.format(number=one.number)
    yield from _keepers(row, today=today)
    yield from _late(row, today=today)
    changed = queries.told_of(row).filter(decision__in=CHANGED)
    if changed.exists() and not kinds & RECIPIENTS:
        told = _(
            "No recipient is recorded. If somebody received the data from us, tell them what we have decided to correct, erase or restrict, and record that you "
            "told them, before you send the answer ({law})."
        )
        yield told.format(law=law("ukgdpr.art19"))
    for why in erasure.kept(row).values():
        kept = _(
            "Our earlier letter said that we would erase a record, but we kept the record. {why} Say in your own words why we keep it."
        )
        yield kept.format(why=why or _("The record is protected: only people with access can see why."))
    if shared_file.kept(row):
        yield _(
            "Our earlier letter said that we would erase a record. The record is deleted, but its file stays, because another record has the same file. Say in "
            "your own words why we keep the file."
        )
    if erasure.is_to_propose(row):
        yield _(
            "You have decided to erase records, but nobody has proposed the deletion yet. Propose it once you have sent the letter."
        )


def _keepers(row: RightsRequest, *, today: date) -> Iterator[str]:
    """The time of those who keep protected records runs after every search, whether it found one or not."""
    by = queries.keepers_by(row)
    if by and today <= by:
        wait = _(
            "If the search found protected records, people with access to them have until {day} to decide. Send the answer on or "
            "after {next_day}. If you send the answer now, it may leave out their decisions."
        )
        yield wait.format(day=wording.day(by), next_day=wording.day(by + ONE_DAY))


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
