"""The sentence that goes to the requester, where a person writes it over the one that was drafted (FOIA s.1(1))."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.figures.findings import Status
from watchbook.foi.draft.answer import DraftAnswer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.frozen_answers import digest_of_finding
from watchbook.foi.models import Request, Wording
from watchbook.foi.permissions import may_word_answer
from watchbook.foi.request.open_request import must_be_asked, must_be_open
from watchbook.organisation.models import Person

LIMIT = 20_000
RECORDED = Kind(
    "worded_answer.recorded",
    fields=("question", "is_drafted_again", "over_sha256", "start", "end"),
    personal=("answer",),
    says=gettext_lazy(
        "An officer wrote the sentence for the requester, or went back to the drafted sentence."
    ),
)


@transaction.atomic
def word(request: Request, *, start: int, end: int, answer: str, by: Person, at: datetime) -> Wording:
    """Write the sentence over the drafted one, which it is bound to; "" lets the drafted one stand again."""
    may_word_answer(by)
    locked = must_be_open(request)
    question = must_be_asked(locked, start=start, end=end)
    (drafted,) = draft_of(locked, only=question.number).answers
    written = answer.strip()
    _check(written, over=drafted)
    over = digest_of_finding(drafted.finding)
    wording = Wording(request=locked, start=start, end=end, answer=written, over_sha256=over, recorded_by=by)
    wording.save(force_insert=True)
    record(
        RECORDED,
        subject=locked,
        by=by,
        at=at,
        question=question.number,
        is_drafted_again=not written,
        over_sha256=over,
        start=start,
        end=end,
        answer=written,
    )
    return wording


def _check(written: str, *, over: DraftAnswer) -> None:
    if not written and not over.wording:
        raise WrongState(
            _(
                "You cannot save this sentence: it is the same as the drafted sentence. Change the sentence first."
            )
        )
    if written and over.finding.status is Status.TO_BE_SEARCHED:
        raise WrongState(
            _(
                "You cannot save this sentence: somebody must first search for the answer to this question. Record the search, "
                "and write the sentence for the requester there."
            )
        )
    if len(written) > LIMIT:
        raise WrongState(
            _(
                "You cannot save this sentence: it has {length} characters, and the limit is {limit}. Shorten the sentence."
            ).format(length=f"{len(written):,}", limit=f"{LIMIT:,}")
        )
