"""The decision on each thing in which the person was found: given, corrected, erased, restricted, refused, or not theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.deletion.disposals import can_go, why_not_yet
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.rights_request import lifting
from watchbook.retention.rights_request.erasable import check_erased
from watchbook.retention.rights_request.models import (
    FoundItem,
    ProcessingPurpose,
    RightsRequest,
    SubjectSearch,
)
from watchbook.retention.rights_request.permissions import may_decide_found_item
from watchbook.retention.rights_request.rules import ItemDecision, why_not, why_not_corrected
from watchbook.retention.rights_request.states import RightsState, check_open

FIELDS = ("reference", "number", "thing", "right", "decision", "ground", "regime")
DECIDED = Kind(
    "found_item.decided", FIELDS, ("why", "was", "now"), gettext_lazy("A decision on a record was made.")
)
# Of a protected record, on the search that found it. In the open is only which decision it is: nobody may learn what the record is.
PROTECTED_DECIDED = Kind(
    "rights_question.decided",
    ("found_item",),
    ("reference", "thing", "right", "decision", "ground", "why", "purpose", "enclosed", "was", "now"),
    gettext_lazy("A decision on a protected record was made."),
)
# The page of a protected record was delivered to a second keeper who asked for it.
PROTECTED_OPENED = Kind(
    "rights_question.record_opened",
    ("found_item",),
    says=gettext_lazy(
        "A second person opened a protected record, to decide whether to agree to its erasure."
    ),
)
LIFTED = Kind(
    "found_item.restriction_lifted",
    ("reference", "number", "thing", "right"),
    ("why",),
    gettext_lazy("The restriction on a record was lifted."),
    is_grave=True,
)


@dataclass(frozen=True)
class DecisionOnItem:
    """A decision: what is done, for which right, under which purpose, on which ground, why, and what was corrected.

    That a record is not theirs is said for every right at once; a request for one right alone needs none named.
    """

    decision: str
    purpose: ProcessingPurpose | None = None
    ground: str = ""
    why: str = ""
    right: str = ""
    was: str = ""  # of what is corrected: what it said
    now: str = ""  # and what it says now


@transaction.atomic
def decide(
    request: RightsRequest, numbers: Iterable[int], made: DecisionOnItem, *, by: Person, at: datetime
) -> list[FoundItem]:
    """Decide on one thing, or on several alike, for one right; until the answer goes it can be decided anew."""
    wait_for_deletions()  # what was to be erased may be restricted now, and is held from then on
    row = locked(request)
    may_decide_found_item(by)
    tried = _("You cannot record this decision")
    check_open(RightsState(row.state), tried=tried)
    made = _for_a_right(row, made)
    items = list(_of_right(row, made).select_for_update().filter(number__in=set(numbers)))
    _check(row, items, made, tried=tried)
    said, corrected = _said(made)
    for item in items:
        item.decision, item.ground, item.purpose = made.decision, made.ground, made.purpose
        item.decided_by, item.decided_on = by, london_day(at)
        envelope.put(item, said | corrected)
        item.save(force_update=True)
    if made.decision == ItemDecision.ERASE:  # what this request itself holds counts for nothing
        check_erased(items, made.ground, besides=row, on=london_day(at), tried=tried)
    facts = {"decision": str(made.decision), "ground": made.ground, "was": "", "now": ""} | said | corrected
    regime = str(made.purpose.regime) if made.purpose else ""
    for item in items:
        record(DECIDED, subject=row, by=by, at=at, **_told(row, item), **facts, regime=regime)
    return items


@transaction.atomic
def put_under(
    purpose: ProcessingPurpose, corrected: ProcessingPurpose, *, by: Person, at: datetime
) -> list[FoundItem]:
    """Put the decisions under a purpose under the one that corrects it; those that another law governs now are open again."""
    wait_for_deletions()  # what is open again is held
    row = locked(purpose.request)
    may_decide_found_item(by)
    items = list(row.founditems.select_for_update().filter(purpose=purpose, is_protected=False))
    is_same_law = corrected.regime == purpose.regime
    for item in items:
        item.purpose = corrected
        if not is_same_law:
            item.decision = item.ground = ""
            item.purpose = item.decided_by = item.decided_on = item.lifted_on = None
            envelope.put(item, {"why": ""})
        item.save(force_update=True)
    facts = {"decision": "", "ground": "", "why": "", "was": "", "now": "", "regime": str(corrected.regime)}
    for item in () if is_same_law else items:
        record(DECIDED, subject=row, by=by, at=at, **_told(row, item), **facts)
    return items


@transaction.atomic
def ask_no_more(request: RightsRequest, right: str, *, by: Person, at: datetime) -> list[FoundItem]:
    """Decide of each record that the person does not ask for this, where it turns out so."""
    wait_for_deletions()  # what was to be erased stays, and is held no more
    row = locked(request)
    may_decide_found_item(by)
    rows = row.founditems.select_for_update().filter(right=right).exclude(decision=ItemDecision.NOT_ASKED)
    items = list(rows)
    for item in items:
        item.decision, item.ground, item.purpose, item.lifted_on = ItemDecision.NOT_ASKED, "", None, None
        item.decided_by, item.decided_on = by, london_day(at)
        _record_as_asked(row, item, by=by, at=at)
    return items


@transaction.atomic
def ask_again(request: RightsRequest, right: str, *, by: Person, at: datetime) -> list[FoundItem]:
    """Open the decisions on what the person asks for after all."""
    wait_for_deletions()  # what is open again is held
    row = locked(request)
    may_decide_found_item(by)
    items = list(row.founditems.select_for_update().filter(right=right, decision=ItemDecision.NOT_ASKED))
    for item in items:
        item.decision, item.decided_by, item.decided_on = "", None, None
        _record_as_asked(row, item, by=by, at=at)
    return items


def _record_as_asked(row: RightsRequest, item: FoundItem, *, by: Person, at: datetime) -> None:
    wait_for_deletions()  # as its act does before it locks a row; a second time it waits for nothing
    envelope.put(item, {"why": ""})
    item.save(force_update=True)
    facts = {"decision": str(item.decision), "ground": "", "why": "", "was": "", "now": ""}
    if item.is_protected:
        said = {"reference": row.reference, "right": str(item.right), "purpose": "", "enclosed": ""} | facts
        searched = SubjectSearch.objects.get(pk=item.told_about)
        record(
            PROTECTED_DECIDED, subject=searched, by=by, at=at, found_item=item.id, thing=item.thing, **said
        )
    else:
        record(DECIDED, subject=row, by=by, at=at, **_told(row, item), **facts, regime="")


@transaction.atomic
def lift(item: FoundItem, why: str, *, by: Person, at: datetime) -> FoundItem:
    """Lift a restriction once the dispute or the case is over, by another officer than set it, after the person was told."""
    wait_for_deletions()
    row = locked(item, "request")
    may_decide_found_item(by)
    tried = _("You cannot lift this restriction")
    if row.decision != ItemDecision.RESTRICT or row.lifted_on:
        raise WrongState(
            cannot(tried, _("The record is not restricted, or somebody has already lifted the restriction."))
        )
    lifting.check(row, why, by=by, on=london_day(at), tried=tried)
    row.lifted_on, row.lifted_by = london_day(at), by
    row.save(update_fields=["lifted_on", "lifted_by"])
    record(LIFTED, subject=row.request, by=by, at=at, **_told(row.request, row), why=why.strip())
    return row


def _said(made: DecisionOnItem) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of a decision, and of a corrected record what was corrected."""
    corrected = {"was": made.was.strip(), "now": made.now.strip()}
    return {"why": made.why.strip()}, corrected if made.decision == ItemDecision.CORRECT else {}


def _for_a_right(row: RightsRequest, made: DecisionOnItem) -> DecisionOnItem:
    return replace(made, right=row.rights[0]) if not made.right and len(row.rights) == 1 else made


def _of_right(row: RightsRequest, made: DecisionOnItem) -> QuerySet[FoundItem]:
    rows = row.founditems.filter(is_protected=False)
    return rows if made.decision == ItemDecision.NOT_THEIRS else rows.filter(right=made.right)


def _check(row: RightsRequest, items: list[FoundItem], made: DecisionOnItem, *, tried: str) -> None:
    """Raise WrongState where nothing is chosen or the rule says no."""
    if made.decision != ItemDecision.NOT_THEIRS and made.right not in row.rights:
        why = _("The person asks for several things. Select the one that you are deciding on.")
        raise WrongState(cannot(tried, why))
    if not items:
        raise WrongState(cannot(tried, _("You have selected no records. Select at least one record.")))
    if made.purpose and made.purpose.request_id != row.id:
        raise WrongState(
            cannot(tried, _("The purpose belongs to another request. Select a purpose of this request."))
        )
    if made.decision == ItemDecision.ERASE:
        _check_can_go(items, tried=tried)
    regime = (made.purpose.regime or None) if made.purpose else None
    if refusal := why_not(
        made.decision,
        made.ground,
        regime=regime,
        rights=[made.right] if made.right else row.rights,
        why=made.why,
    ):
        raise WrongState(cannot(tried, refusal))
    if refusal := why_not_corrected(made.decision, made.ground, was=made.was, now=made.now):
        raise WrongState(cannot(tried, refusal))


def _check_can_go(items: list[FoundItem], *, tried: str) -> None:
    """Raise WrongState where a thing cannot go, or only once something else was done."""
    if stays := [item for item in items if not can_go(item.table)]:
        why = _(
            "We can erase {reference} only together with the record that it belongs to. Refuse and give the reason."
        )
        raise WrongState(cannot(tried, why.format(reference=stays[0].thing_reference)))
    waits = why_not_yet(Item(item.table, item.thing, item.thing_reference) for item in items)
    if waits:
        raise WrongState(cannot(tried, next(iter(waits.values()))))


def _told(row: RightsRequest, item: FoundItem) -> dict[str, str | int | UUID]:
    return {"reference": row.reference, "number": item.number, "thing": item.thing, "right": str(item.right)}
