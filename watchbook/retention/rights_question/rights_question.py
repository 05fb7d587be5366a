"""The decision on a protected record, by somebody who may read it: told, or neither confirmed nor denied (DPA 2018 s.45; Sch 2 para 2)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.legal_hold.queries import why_held_itself
from watchbook.retention.rights_question.permissions import may_answer_rights_question
from watchbook.retention.rights_request.found_thing import FoundThing, found_thing
from watchbook.retention.rights_request.models import FoundItem, SubjectSearch
from watchbook.retention.rights_request.queries import names_sought
from watchbook.retention.rights_request.rules import BY_ID, ItemDecision, regime_of, why_not
from watchbook.retention.rights_request.states import RightsState, check_open

# Events on the search, not on the request. In the open is only which decision it is: nobody may learn what the record is.
READ = Kind(
    "rights_question.read",
    fields=("found_item",),
    says=gettext_lazy("A protected record was read to decide on it."),
)
DECIDED = Kind(
    "rights_question.decided",
    ("found_item",),
    ("reference", "thing", "decision", "ground", "why", "purpose"),
    gettext_lazy("A decision on a protected record was made."),
)
LIFTED = Kind(
    "rights_question.restriction_lifted",
    ("found_item",),
    ("why",),
    gettext_lazy("The restriction of a protected record was lifted."),
    is_grave=True,
)


@dataclass(frozen=True)
class RightsAnswer:
    """A decision: its ground, or none where the record is not theirs; for what the record is used, and under which law; and why."""

    ground: str
    why: str = ""
    purpose: str = ""
    has_function: str = ""
    is_against_crime: str = ""


@transaction.atomic
def read(item: FoundItem, *, by: Person, at: datetime) -> FoundThing:
    """Show a protected record to somebody who decides on it; that they read it is recorded first."""
    may_answer_rights_question(by, item)
    searched = SubjectSearch.objects.get(pk=item.told_about)
    record(READ, subject=searched, by=by, at=at, found_item=item.id)
    return found_thing(item, names_sought(item.request))


@transaction.atomic
def answer(item: FoundItem, made: RightsAnswer, *, by: Person, at: datetime) -> FoundItem:
    """Decide on a protected record; also once the answer has gone, for a further one. A decision can be made anew."""
    row = locked(item, "request")
    may_answer_rights_question(by, row)
    tried = _("You cannot record this decision")
    check_read(READ.name, of=row.told_about, by=by.id, tried=tried, found_item=str(row.id))
    state = RightsState(row.request.state)
    if state != RightsState.ANSWERED:
        check_open(state, tried=tried)
    wait_for_deletions()  # what was to be erased may be restricted now, and is held from then on
    ground = BY_ID.get(made.ground)
    decision = ground.decision if ground else ItemDecision.NOT_THEIRS
    _check(row, made, decision, tried=tried)
    row.decision, row.ground = decision, made.ground
    row.decided_by, row.decided_on, row.lifted_on = by, london_day(at), None
    said = {"why": made.why.strip(), "purpose": made.purpose.strip()}
    envelope.put(row, said)
    row.save(force_update=True)
    _check_not_held(row, tried=tried)
    record(
        DECIDED,
        subject=SubjectSearch.objects.get(pk=row.told_about),
        by=by,
        at=at,
        found_item=row.id,
        reference=row.request.reference,
        thing=row.thing,
        decision=str(decision),
        ground=made.ground,
        **said,
    )
    return row


@transaction.atomic
def lift(item: FoundItem, why: str, *, by: Person, at: datetime) -> FoundItem:
    """Lift the restriction of a protected record, however its request ended; the person must be told before (UK GDPR art 18(3))."""
    wait_for_deletions()
    row = locked(item, "request")
    may_answer_rights_question(by, row)
    tried = _("You cannot lift this restriction")
    check_read(READ.name, of=row.told_about, by=by.id, tried=tried, found_item=str(row.id))
    if row.decision != ItemDecision.RESTRICT or row.lifted_on:
        why_not_now = _("The record is not restricted, or somebody has already lifted the restriction.")
        raise WrongState(cannot(tried, why_not_now))
    if not why.strip():
        raise WrongState(
            cannot(
                tried, _("The reason is missing. Say why the restriction ends, and when you told the person.")
            )
        )
    row.lifted_on = london_day(at)
    row.save(update_fields=["lifted_on"])
    searched = SubjectSearch.objects.get(pk=row.told_about)
    record(LIFTED, subject=searched, by=by, at=at, found_item=row.id, why=why.strip())
    return row


def _check(row: FoundItem, made: RightsAnswer, decision: ItemDecision, *, tried: str) -> None:
    """Raise WrongState where the rule says no."""
    if decision != ItemDecision.NOT_THEIRS and not made.purpose.strip():
        raise WrongState(cannot(tried, _("The purpose is missing. Say what the record is used for.")))
    if decision == ItemDecision.ERASE and not row.table:
        why = _("The record goes only with what it belongs to. Restrict it, or refuse with the reason.")
        raise WrongState(cannot(tried, why))
    regime = regime_of(has_function=made.has_function, is_against_crime=made.is_against_crime).regime
    if refusal := why_not(decision, made.ground, regime=regime, rights=row.request.rights, why=made.why):
        raise WrongState(cannot(tried, refusal))


def _check_not_held(row: FoundItem, *, tried: str) -> None:
    """Raise WrongState where what is to be erased is held for something else: this request holds what it does not erase."""
    if row.decision == ItemDecision.ERASE and (held := why_held_itself([row.thing])):
        raise WrongState(
            cannot(tried, _("{why} Restrict it, or refuse with the reason.").format(why=held[row.thing]))
        )
