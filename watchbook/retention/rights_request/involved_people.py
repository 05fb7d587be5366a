"""The people whose work a deletion at a person's request rests on: none of them may be the second person who approves it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_with, has_done
from watchbook.keys.envelope import opened, opened_all
from watchbook.organisation.models import Person
from watchbook.retention.letter import law
from watchbook.retention.rights_request.challenge import to_be_erased
from watchbook.retention.rights_request.found_item import PROTECTED_OPENED
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.permissions import may_read_rights_requests
from watchbook.retention.rights_request.queries import who_asks
from watchbook.retention.rights_request.rights_request import CORRECTED
from watchbook.retention.rights_request.rules import BY_ID, ItemDecision
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.web import wording


def is_to_be_erased(thing: UUID, *, reference: str) -> bool:
    """Whether the decision of a request on a thing is, still, to erase it (settings.ERASURE)."""
    return to_be_erased().filter(thing=thing, request__reference=reference).exists()


def why_not_approved(reference: str, *, by: Person) -> str:
    """Say what somebody did in a request that leaves its deletion to another person; "" if nothing (settings.ERASURE)."""
    row = RightsRequest.objects.filter(reference=reference).first()
    if row is None:
        return ""
    if row.recorded_by_id == by.id or has_done(by.id, CORRECTED.name, subject=row.id):
        why = _("You recorded or corrected request {reference} yourself. Ask another person to decide.")
    elif row.steps.filter(kind=RightsStepKind.IDENTIFIED, recorded_by=by).exists():
        why = _(
            "You recorded the proof of identity for request {reference} yourself. Ask another person to decide."
        )
    elif row.founditems.filter(Q(decided_by=by) | Q(agreed_by=by)).exists():
        why = _("You decided on records of request {reference} yourself. Ask another person to decide.")
    else:
        return ""
    return why.format(reference=reference)


def told_to_approver(reference: str, things: list[UUID], *, by: Person) -> list[str]:
    """Say on what a deletion rests: the request, who saw which proof, and of each record that lies open who decided on which ground.

    Who asks, their words and the proof are told only to somebody who may read the request.
    """
    row = RightsRequest.objects.filter(reference=reference).first()
    if row is None:
        return []
    may_read, said = can(may_read_rights_requests, by), opened(row)
    asks = (
        _("Request {reference}, from {person}: {words}")
        if may_read
        else _("This deletion list is based on request {reference}.")
    )
    told = [asks.format(reference=reference, person=said["person"], words=said["words"])]
    return told + _proofs(row, may_read=may_read) + _decisions(row, things)


def were_opened(reference: str, things: Collection[UUID]) -> bool:
    """Whether who agreed to the erasure of each of these protected records opened its page (settings.ERASURE). Two queries."""
    rows = FoundItem.objects.filter(request__reference=reference, thing__in=things, agreed_by__isnull=False)
    agreed = {(str(one.pk), one.agreed_by_id): (one.thing, one.agreed_by_id) for one in rows}
    found = events_with(PROTECTED_OPENED.name, found_item=[item for item, _by in agreed])
    opened_by = {agreed.get((str(one.fields["found_item"]), one.by)) for one in found}
    return set(things) == {one[0] for one in opened_by & set(agreed.values()) if one}


def _proofs(row: RightsRequest, *, may_read: bool) -> list[str]:
    """Say who recorded which proof of identity for the name and contact details that the request has now."""
    steps = list(row.steps.filter(kind=RightsStepKind.IDENTIFIED).select_related("recorded_by"))
    said, now = opened_all(steps), who_asks(row)
    shown = (
        _("{name} recorded the proof of identity on {day}: {words}")
        if may_read
        else _("{name} recorded the proof of identity on {day}.")
    )
    return [
        shown.format(name=one.recorded_by.name, day=wording.day(one.on), words=said[one.pk]["words"])
        for one in steps
        if said[one.pk].get("identity_of", now) == now
    ]


def _decisions(row: RightsRequest, things: list[UUID]) -> list[str]:
    """Say who decided on each record that lies open, on which ground, and when."""
    rows = row.founditems.filter(is_protected=False, thing__in=things, decision=ItemDecision.ERASE)
    words = _("{record}: {name} decided on {day} to erase this record. {ground} ({law})")
    return [
        words.format(
            record=one.thing_reference,
            name=one.decided_by.name if one.decided_by else _("somebody"),
            day=wording.day(one.decided_on) if one.decided_on else "",
            ground=BY_ID[one.ground].says,
            law=law(BY_ID[one.ground].provision),
        )
        for one in rows.select_related("decided_by")
    ]
