"""A request is received: kept as it came, cut into its questions, its time running (FOIA s.8, s.10; EIR; FOISA; EISR)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.permissions import may_receive_request
from watchbook.foi.request import requester
from watchbook.foi.request.cut import MARKER_LENGTH, NUMBER_LENGTH
from watchbook.foi.request.question_reach import reach
from watchbook.foi.request.request_reading import first_cut
from watchbook.foi.request.requester import Contact
from watchbook.law.clocks import answer_due
from watchbook.organisation.models import Person
from watchbook.reading.likeness import same_words
from watchbook.reading.split.questions import Split
from watchbook.reading.text.mail_facts import AttachedFile
from watchbook.retention.legal_hold.lock import wait_for_deletions

REGISTER = "FOI"
LATELY, LATEST = timedelta(days=1), 200  # requests with which a new one is compared
RECEIVED = Kind(
    "request.received",
    fields=("reference", "received_on", "regime", "text_sha256", "characters", "questions", "file_sha256"),
    says=gettext_lazy("The request was recorded."),
)


def recorded_lately(text: str, *, at: datetime) -> Request | None:
    """The newest request of the same words that was recorded in the last day, as text or as a file. One query."""
    said = same_words(text)
    rows = Request.objects.filter(recorded_at__gte=at - LATELY).order_by("-recorded_at")[:LATEST]
    return next((one for one in rows if same_words(one.text) == said), None)


def read_ahead(text: str, *, received_on: date) -> None:
    """Read a request before it is received, so that nothing waits for a long text: while it is received no deletion goes on.

    What was read stays in memory for a short time, and the act asks for the same.
    """
    reach(text, questions=first_cut(text).cut.questions, received_on=received_on)


@transaction.atomic
def receive(
    text: str,
    *,
    received_on: date,
    regime: str,
    by: Person,
    at: datetime,
    file: Content | None = None,
    attached: Sequence[AttachedFile] | None = None,
    contact: Contact | None = None,
) -> Request:
    """Keep a request and cut it up; with the file it came as, and who asks, where they are known.

    The text was looked at before (reading.text.request); any text that passed is kept. Raises Refusal where its last day is not known.
    """
    wait_for_deletions()
    may_receive_request(by)
    if received_on > london_day(at):
        raise WrongState(
            _("You cannot record this request: the date of receipt is in the future. Correct the date.")
        )
    cut = first_cut(text).cut
    request = Request(
        reference=next_reference(REGISTER),
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        received_on=received_on,
        due_on=answer_due(received_on, regime=regime).on,
        regime=regime,
        recorded_by=by,
        attached=attached,
    )
    if file:  # the bytes first: a row may never name a file that is not there
        request.file_sha256, request.file_name = the_store().put(file.data), file.name
    request.save(force_insert=True)
    RequestQuestion.objects.bulk_create(_questions(request, cut=cut))
    record_row(RECEIVED, request, by=by, at=at, characters=len(text), questions=len(cut.questions))
    if contact:
        requester.record(request, name=contact.name, address=contact.address, by=by, at=at)
    return request


def _questions(request: Request, *, cut: Split) -> list[RequestQuestion]:
    reached = reach(request.text, questions=cut.questions, received_on=request.received_on)
    return [
        RequestQuestion(
            request=request,
            position=position,
            number=question.number[:NUMBER_LENGTH].rstrip(".-"),
            marker=question.marker[:MARKER_LENGTH],
            start=question.start,
            end=question.end,
            **reached[question.number].columns,
        )
        for position, question in enumerate(cut.questions, start=1)
    ]
