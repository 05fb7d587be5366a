"""The decision on a protected record, by somebody who may read it: told, or neither confirmed nor denied (DPA 2018 s.45; Sch 2 para 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import one_line
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.deletion.queries import is_going
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.rights_question.permissions import may_answer_rights_question
from watchbook.retention.rights_request import lifting
from watchbook.retention.rights_request.erasable import check_erased
from watchbook.retention.rights_request.found_item import PROTECTED_DECIDED as DECIDED
from watchbook.retention.rights_request.found_thing import FoundThing, found_thing
from watchbook.retention.rights_request.models import FoundItem, SubjectSearch
from watchbook.retention.rights_request.queries import names_sought
from watchbook.retention.rights_request.rules import (
    BY_ID,
    ItemDecision,
    grounds_for,
    regime_of,
    why_not,
    why_not_corrected,
)
from watchbook.retention.rights_request.states import RightsState, check_open
from watchbook.retention.rights_request.told_records import told_before

# Events on the search, not on the request. In the open is only which decision it is: nobody may learn what the record is.
READ = Kind(
    "rights_question.read",
    fields=("found_item",),
    says=gettext_lazy("A protected record was read before a decision on it."),
)
LIFTED = Kind(
    "rights_question.restriction_lifted",
    ("found_item",),
    ("why",),
    gettext_lazy("The restriction on a protected record was lifted."),
    is_grave=True,
)


FOR_EVERY_RIGHT = (ItemDecision.NOT_THEIRS, ItemDecision.NEITHER)


@dataclass(frozen=True)
class RightsAnswer:
    """A decision: its ground, or none where the record is not theirs; for what the record is used, and under which law; and why.

    `enclosed` says which copy the officer who answers was handed, where one is given.
    """

    ground: str
    why: str = ""
    purpose: str = ""
    has_function: str = ""
    is_against_crime: str = ""
    enclosed: str = ""
    was: str = ""  # of what is corrected: what it said
    now: str = ""  # and what it says now


@transaction.atomic
def read(item: FoundItem, *, by: Person, at: datetime) -> FoundThing:
    """Show a protected record to somebody who decides on it; that they read it is recorded first."""
    may_answer_rights_question(by, item)
    searched = SubjectSearch.objects.get(pk=item.told_about)
    record(READ, subject=searched, by=by, at=at, found_item=item.id)
    return found_thing(item, names_sought(item.request))


@transaction.atomic
def answer(items: Iterable[FoundItem], made: RightsAnswer, *, by: Person, at: datetime) -> list[FoundItem]:
    """Decide on protected records in one way, with one reason, for one right; also after the answer, or anew. Each is recorded.

    That it is not theirs, or that we neither confirm nor deny it, goes for every right: else one of them would tell of it.
    """
    wait_for_deletions()  # what was to be erased may be restricted now, and is held from then on
    decided = []
    for item in sorted(items, key=lambda one: one.pk):
        row = locked(item, "request")
        may_answer_rights_question(by, row)
        decision = _checked(row, made, by=by, on=london_day(at))
        for one in [row, *_further(row)] if decision in FOR_EVERY_RIGHT else [row]:
            said = _decide(one, made, decision, by=by, on=london_day(at))
            searched = SubjectSearch.objects.get(pk=one.told_about)
            record(DECIDED, subject=searched, by=by, at=at, found_item=one.id, thing=one.thing, **said)
        decided.append(row)
    return decided


def _further(row: FoundItem) -> QuerySet[FoundItem]:
    """The decisions on the same record for the other rights, locked."""
    alike = FoundItem.objects.select_for_update().filter(request=row.request, thing=row.thing)
    return alike.exclude(pk=row.pk)


def _ground_of(one: FoundItem, made: RightsAnswer, decision: ItemDecision) -> str:
    """Return the ground for the right of one row: under Part 3 another section lets us neither confirm nor deny another right."""
    if made.ground == "" or one.right in BY_ID[made.ground].rights:
        return made.ground
    return grounds_for(decision, regime=BY_ID[made.ground].regime, rights=[one.right])[0].id


def _decide(
    row: FoundItem, made: RightsAnswer, decision: ItemDecision, *, by: Person, on: date
) -> dict[str, str]:
    """Write a decision into a row that is locked; return its facts for the log."""
    row.decision, row.ground = decision, _ground_of(row, made, decision)
    row.decided_by, row.decided_on, row.lifted_on = by, on, None
    row.agreed_by = row.agreed_on = None
    given = made.enclosed.strip() if decision == ItemDecision.GIVE else ""
    said = {"why": made.why.strip(), "purpose": one_line(made.purpose), "enclosed": given}
    corrected = {"was": made.was.strip(), "now": made.now.strip()}
    said |= corrected if decision == ItemDecision.CORRECT else {}
    envelope.put(row, said)
    row.save(force_update=True)
    facts = {"right": str(row.right), "decision": str(decision), "ground": row.ground}
    return {"was": "", "now": ""} | said | facts | {"reference": row.request.reference}


@transaction.atomic
def lift(item: FoundItem, why: str, *, by: Person, at: datetime) -> FoundItem:
    """Lift the restriction of a protected record, however its request ended, by another keeper, after the person was told."""
    wait_for_deletions()
    row = locked(item, "request")
    may_answer_rights_question(by, row)
    tried = _("You cannot lift this restriction")
    check_read(READ.name, of=row.told_about, by=by.id, tried=tried, found_item=str(row.id))
    if row.decision != ItemDecision.RESTRICT or row.lifted_on:
        why_not_now = _("The record is not restricted, or somebody has already lifted the restriction.")
        raise WrongState(cannot(tried, why_not_now))
    lifting.check(row, why, by=by, on=london_day(at), tried=tried)
    row.lifted_on, row.lifted_by = london_day(at), by
    row.save(update_fields=["lifted_on", "lifted_by"])
    searched = SubjectSearch.objects.get(pk=row.told_about)
    record(LIFTED, subject=searched, by=by, at=at, found_item=row.id, why=why.strip())
    return row


def check_read_since(row: FoundItem, *, by: Person, tried: str) -> None:
    """Raise WrongState unless this person read a record, and what another last decided on it."""
    check_read(READ.name, of=row.told_about, by=by.id, tried=tried, found_item=str(row.id))
    told = Event.objects.filter(subject_id=row.told_about, fields__found_item=str(row.id))
    decided = told.filter(name=DECIDED.name).order_by("number").last()
    if decided is None or decided.by == by.id:
        return
    if not told.filter(name=READ.name, by=by.id, number__gt=decided.number).exists():
        why = _("Somebody else decided on the record after you opened it. Read their decision, then decide.")
        raise WrongState(cannot(tried, why))


def _check_there(row: FoundItem, decision: ItemDecision, *, tried: str) -> None:
    """Raise WrongState where a decision would have no effect: the record is deleted, or a letter has told of it."""
    if is_going(row.thing):
        why = _(
            "Two people have approved the deletion of this record, and Watchbook is deleting it or has already deleted it."
        )
        raise WrongState(cannot(tried, why))
    if decision in FOR_EVERY_RIGHT and row.thing in told_before(row.request).records:
        why = _("A letter has already told the person about this record. Choose another decision.")
        raise WrongState(cannot(tried, why))


def _checked(row: FoundItem, made: RightsAnswer, *, by: Person, on: date) -> ItemDecision:
    """Return the decision, once the record was read by whoever decides and its request waits for one. Raises WrongState."""
    tried = _("You cannot record this decision")
    check_read_since(row, by=by, tried=tried)
    state = RightsState(row.request.state)
    if state != RightsState.ANSWERED:
        check_open(state, tried=tried)
    ground = BY_ID.get(made.ground)
    decision = ground.decision if ground else ItemDecision.NOT_THEIRS
    _check_there(row, decision, tried=tried)
    _check(row, made, decision, tried=tried)
    is_restricted = row.decision == ItemDecision.RESTRICT and not row.lifted_on
    if state == RightsState.ANSWERED and is_restricted and decision != ItemDecision.RESTRICT:
        lifting.check(row, made.why, by=by, on=on, tried=tried)  # another decision ends the restriction too
    if decision == ItemDecision.ERASE:  # what this request itself holds counts for nothing
        check_erased([row], made.ground, besides=row.request, on=on, tried=tried)
    return decision


def _check(row: FoundItem, made: RightsAnswer, decision: ItemDecision, *, tried: str) -> None:
    """Raise WrongState where the rule says no."""
    if decision != ItemDecision.NOT_THEIRS and not made.purpose.strip():
        raise WrongState(cannot(tried, _("The purpose is missing. Say what the record is used for.")))
    if decision == ItemDecision.ERASE and not row.table:
        why = _(
            "We can erase this record only together with the record that it belongs to. Restrict this record, or refuse and give the reason."
        )
        raise WrongState(cannot(tried, why))
    regime = regime_of(has_function=made.has_function, is_against_crime=made.is_against_crime).regime
    if refusal := why_not(decision, made.ground, regime=regime, rights=[row.right], why=made.why):
        raise WrongState(cannot(tried, refusal))
    if refusal := why_not_corrected(decision, made.ground, was=made.was, now=made.now):
        raise WrongState(cannot(tried, refusal))
    if decision == ItemDecision.ERASE and not made.why.strip():
        why = _(
            "The reason is missing. Say why the record may be erased: a second person with access will read your reason, and must agree."
        )
        raise WrongState(cannot(tried, why))
    if decision == ItemDecision.GIVE and not made.enclosed.strip():
        why = _(
            "The copy is missing. Say which copy you have handed to the officer who answers, in words that name nobody else."
        )
        raise WrongState(cannot(tried, why))
