"""Complaints about personal data: received by a form or otherwise, acknowledged in time, enquired into, their outcome told (DPA 2018 s.164A)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.register.entry import write
from watchbook.retention.complaint.letters import letter_of
from watchbook.retention.complaint.models import Complaint, ComplaintStep
from watchbook.retention.complaint.permissions import (
    may_deal_with_complaint,
    may_decide_complaint,
    may_end_link,
    may_record_complaint,
)
from watchbook.retention.complaint.queries import ends_of_links, named_request
from watchbook.retention.complaint.states import (
    LEADS_TO,
    NEEDS_WORDS,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintState,
    ComplaintStepKind,
    check_step,
)
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.letter import KeptLetter, check_read_as
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.web import wording

REGISTER = "DPC"
LONGEST = 10_000
# By the form, from everybody: it keeps a flood from many sources off the disk. One source is stopped long before (`sources`).
MOST_IN_AN_HOUR = 1000
RECEIVED = Kind(
    "complaint.received",
    ("reference", "received_on", "channel", "request_reference"),
    ("person", "contact", "words", "names_request", "language"),
    gettext_lazy("The complaint about personal data was received."),
)
LINKED = Kind(
    "complaint.linked",
    ("reference", "request_reference", "also_about"),
    ("why",),
    gettext_lazy("The complaint was linked to the request that it is about."),
)
LINK_ENDED = Kind(
    "complaint.link_ended",
    ("reference", "request_reference", "also_about", "ended"),
    ("why",),
    gettext_lazy("An earlier link from the complaint to a request was ended because it was wrong."),
    is_grave=True,
)
RECORDED = Kind(
    "complaint.step_recorded",
    ("reference", "kind", "on", "state", "outcome"),
    ("words",),
    gettext_lazy("A step of the complaint was recorded."),
)


class TooMany(WrongState):
    """More complaints came by the form within an hour than people send."""


@dataclass(frozen=True)
class Complained:
    """Person, how they are reached, what about, how and when it came, and the language of our letters."""

    name: str
    contact: str
    words: str
    channel: str
    received_on: date
    request_reference: str = ""
    language: str = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class StepTaken:
    """A step: its kind, its day, our words, and for the outcome what was found."""

    kind: str
    on: date
    words: str = ""
    outcome: str = ""


@transaction.atomic
def receive(told: Complained, *, by: Person, at: datetime) -> Complaint:
    """Take a complaint in. What came by the form stands as it was typed; its day is the day on which it came."""
    may_record_complaint(by)
    tried = _("You cannot record this complaint")
    # A letter or a figure in each: a name of signs that nobody sees is none.
    is_said = told.words.strip() and all(any(map(str.isalnum, one)) for one in (told.name, told.contact))
    if told.channel not in ComplaintChannel or not is_said:
        raise WrongState(
            cannot(tried, _("The name, the contact details or the complaint is missing. Enter all three."))
        )
    if told.received_on > london_day(at):
        raise WrongState(
            cannot(
                tried, _("The date on which you received the complaint is in the future. Correct the date.")
            )
        )
    reference, is_public = told.request_reference.strip().upper(), told.channel == ComplaintChannel.FORM
    if reference and not is_public:
        _check_request(reference, tried=tried)
        wait_for_deletions()  # the complaint holds what its request found
    _check_rate(told, at=at)
    row = Complaint(
        reference=next_reference(REGISTER),
        received_on=told.received_on,
        channel=told.channel,
        request_reference="" if is_public else reference,
        recorded_by=by,
    )
    said = {
        "person": told.name.strip(),
        "contact": told.contact.strip(),
        "words": told.words.strip()[:LONGEST],
        # Anybody can type a reference: it holds nothing until an officer links it.
        "names_request": reference if is_public else "",
        "language": told.language or settings.LANGUAGE_CODE,
    }
    envelope.put(row, said)
    return write(RECEIVED, row, by=by, at=at, **said)


@transaction.atomic
def link(
    complaint: Complaint, request_reference: str, *, why: str = "", by: Person, at: datetime
) -> Complaint:
    """Link a complaint to the request that it is about: until its outcome is told, it holds what that request found.

    What the request found that the person named is held too, and what those of earlier links found, until another officer
    ends these. Whoever links another than the named one does not tell the outcome.
    """
    row = locked(complaint)
    may_deal_with_complaint(by)
    tried = _("You cannot link this complaint")
    if row.state == ComplaintState.CLOSED:
        raise WrongState(
            cannot(
                tried,
                _("The person has already been told the outcome. Open the page of the complaint to see it."),
            )
        )
    reference = request_reference.strip().upper()
    _check_request(reference, tried=tried)
    if row.request_reference == reference:
        raise WrongState(
            cannot(
                tried, _("The complaint is already linked to request {request}.").format(request=reference)
            )
        )
    if row.request_reference and not why.strip():
        words = _(
            "The complaint is already linked to request {request}. To correct the link, say why the link was wrong."
        )
        raise WrongState(cannot(tried, words.format(request=row.request_reference)))
    wait_for_deletions()
    named = RightsRequest.objects.filter(reference=named_request(row)).values_list("reference", flat=True)
    also = dict.fromkeys(one for one in (*row.about, *named) if one != reference)
    row.request_reference, row.also_about = reference, " ".join(also)
    row.save(update_fields=["request_reference", "also_about"])
    record_row(LINKED, row, by=by, at=at, why=why.strip())
    return row


@transaction.atomic
def end_link(complaint: Complaint, ended: str, why: str, *, by: Person, at: datetime) -> Complaint:
    """End an earlier link that was wrong: the complaint holds what that request found no more, and who answered that may decide."""
    wait_for_deletions()
    row = locked(complaint)
    may_end_link(by, row)
    tried = _("You cannot end this link")
    if row.state == ComplaintState.CLOSED:
        raise WrongState(
            cannot(
                tried,
                _("The person has already been told the outcome. Open the page of the complaint to see it."),
            )
        )
    if ended not in ends_of_links(row):
        words = _(
            "This complaint has no earlier link to this request, or the person named this request in the complaint. Open the page of the complaint to see its "
            "links."
        )
        raise WrongState(cannot(tried, words))
    if not why.strip():
        raise WrongState(cannot(tried, _("The reason is missing. Say why the link was wrong.")))
    row.also_about = " ".join(one for one in row.also_about.split() if one != ended)
    row.save(update_fields=["also_about"])
    record_row(LINK_ENDED, row, by=by, at=at, ended=ended, why=why.strip())
    return row


@transaction.atomic
def take(
    complaint: Complaint, step: StepTaken, *, by: Person, at: datetime, read: str | None = None
) -> ComplaintStep:
    """Record a step, and keep its letter where it has one; `read` is the seal of the letter that a person has read."""
    wait_for_deletions()
    row = locked(complaint)
    may_deal_with_complaint(by)
    check_step(ComplaintState(row.state), step=ComplaintStepKind(step.kind))
    if step.kind == ComplaintStepKind.OUTCOME_TOLD:
        may_decide_complaint(by, row)
    _check(row, step, today=london_day(at))
    made = ComplaintStep(complaint=row, kind=step.kind, on=step.on, recorded_by=by)
    letter = letter_of(row, step.kind, on=step.on, words=step.words, outcome=step.outcome, by=by)
    if letter and read is not None:
        check_read_as(letter, read, tried=_("You cannot save this letter"))
    envelope.put(made, {"words": step.words.strip(), "letter": letter})
    made.save(force_insert=True)
    row.state = LEADS_TO.get(ComplaintStepKind(step.kind), ComplaintState(row.state))
    if row.state == ComplaintState.CLOSED:
        row.outcome, row.closed_on = step.outcome, step.on
    row.save(update_fields=["state", "outcome", "closed_on"])
    facts = {"kind": str(step.kind), "state": str(row.state), "outcome": str(row.outcome)}
    words = step.words.strip()
    record(RECORDED, subject=row, by=by, at=at, reference=row.reference, on=step.on, words=words, **facts)
    return made


def preview(complaint: Complaint, step: StepTaken, *, by: Person, today: date) -> KeptLetter | None:
    """Return the letter of a step as it would go, under the same conditions; nothing is written."""
    may_deal_with_complaint(by)
    check_step(ComplaintState(complaint.state), step=ComplaintStepKind(step.kind))
    _check(complaint, step, today=today)
    return letter_of(complaint, step.kind, on=step.on, words=step.words, outcome=step.outcome, by=by)


def _check_request(reference: str, *, tried: str) -> None:
    if not RightsRequest.objects.filter(reference=reference).exists():
        why = _("No request has the reference {reference}. Check the reference, or leave it blank.")
        raise WrongState(cannot(tried, why.format(reference=reference)))


def _check_rate(told: Complained, *, at: datetime) -> None:
    """Raise TooMany where a machine fills the form: no address of anybody is kept for this, the complaints are counted."""
    if told.channel != ComplaintChannel.FORM:
        return
    recent = Complaint.objects.filter(channel=ComplaintChannel.FORM, recorded_at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_IN_AN_HOUR:
        raise TooMany(
            _(
                "You cannot send your complaint by this form now: we received too many complaints in the last hour. We have not "
                "received yours. Your words are still below. Send them again in an hour, or write to us or call us."
            )
        )


def _check(row: Complaint, step: StepTaken, *, today: date) -> None:
    tried = _("You cannot record this step of the complaint")
    last = max([row.received_on, *row.steps.values_list("on", flat=True)])
    if not last <= step.on <= today:
        why = _("The date must be {first} or later, and not in the future. Check the date.")
        raise WrongState(cannot(tried, why.format(first=wording.day(last))))
    if step.kind in NEEDS_WORDS and not step.words.strip():
        raise WrongState(cannot(tried, _("The text for this step is missing. Enter the text.")))
    is_outcome = step.kind == ComplaintStepKind.OUTCOME_TOLD
    if is_outcome and step.outcome not in ComplaintOutcome:
        raise WrongState(
            cannot(
                tried,
                _(
                    "The outcome is missing. Select whether the person was right, right in part, or not right."
                ),
            )
        )
