"""A request is received: kept as it came, cut into its questions, its time running (FOIA s.8, s.10; EIR; FOISA; EISR)."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.permissions import may_receive_request
from watchbook.foi.questions import Split, split
from watchbook.law.clocks import answer_due
from watchbook.organisation.models import Person
from watchbook.organisation.queries import london_day
from watchbook.organisation.states import WrongState

REGISTER = "FOI"
RECEIVED = Kind(
    "request.received",
    fields=("reference", "received_on", "regime", "text_sha256", "characters", "questions"),
    says=gettext_lazy("The request was taken in."),
)
MARKER_LENGTH = 60
NUMBER_LENGTH = 40


@transaction.atomic
def receive(text: str, *, received_on: date, regime: str, by: Person, at: datetime) -> Request:
    """Keep a request and cut it up. The text was looked at before (foi.request_text); any text that passed is kept."""
    may_receive_request(by)
    if received_on > london_day(at):
        raise WrongState(
            _("A request cannot have been received in the future. Give the day on which it came.")
        )
    answer_due(received_on, regime=regime)  # Refusal: nothing is taken in whose last day cannot be known
    cut = split(text)
    request = Request(
        reference=next_reference(REGISTER),
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        received_on=received_on,
        regime=regime,
        recorded_by=by,
    )
    request.save(force_insert=True)
    RequestQuestion.objects.bulk_create(_questions(request, cut=cut))
    record(
        RECEIVED,
        subject=request,
        by=by,
        at=at,
        reference=request.reference,
        received_on=received_on,
        regime=str(regime),
        text_sha256=request.text_sha256,
        characters=len(text),
        questions=len(cut.questions),
    )
    return request


def _questions(request: Request, *, cut: Split) -> list[RequestQuestion]:
    return [
        RequestQuestion(
            request=request,
            position=position,
            number=question.number[:NUMBER_LENGTH],
            marker=question.marker[:MARKER_LENGTH],
            start=question.start,
            end=question.end,
        )
        for position, question in enumerate(cut.questions, start=1)
    ]
