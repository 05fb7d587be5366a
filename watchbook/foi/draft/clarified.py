"""The reply in which a requester says what is meant: every answer keeps to it (FOIA s.1(3))."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.financial_year import financial_years
from watchbook.figures.sentences import in_words
from watchbook.foi.checks.answers import Check, CheckedAnswer, gives, shortened
from watchbook.foi.checks.asked_limits import title_of
from watchbook.foi.models import RequestStep
from watchbook.reading.facets.subjects import subjects
from watchbook.reading.times.time_of_question import TimeKind, time_of_question


def governing_words(reply: RequestStep) -> str:
    """The reply as the end of the request, whose time is that of every question without one of its own."""
    return f"Please answer for: {' '.join(reply.words.replace('. ', '; ').split())}"


def otherwise_than_said(said: Sequence[CheckedAnswer], *, replies: Sequence[RequestStep]) -> list[Check]:
    """Figures of the registers that are of another time, service or platform than the requester said is meant."""
    message = _(
        "{number}: on {day} the requester said “{words}”, but “{answer}” does not follow that explanation. Answer the question as "
        "the requester means it, or say why you cannot."
    )
    return [
        Check(
            rule,
            (one.number,),
            message.format(
                number=one.number,
                day=in_words(reply.on),
                words=shortened(reply.words),
                answer=shortened(one.answer),
            ),
            blocks=True,
        )
        for one in said
        if one.finding and one.finding.evidence and one.answer == one.finding.answer and gives(one)
        for reply in replies[-1:]
        if (rule := _differs(one, reply=reply))
    ]


def _differs(one: CheckedAnswer, *, reply: RequestStep) -> str:
    """The rule by which an answer is of something else; "" where it keeps to the reply."""
    received_on = one.facets.received_on if one.facets else reply.on
    time = time_of_question(reply.words, received_on=received_on, years=financial_years(received_on))
    period = one.finding.period if one.finding else None
    if time.kind is TimeKind.AMBIGUOUS or (time.named and period and period != time.named):
        return "period_differs"
    told = subjects(f"{one.answer} {title_of(one)}")
    wanted = {category: values for category, values in subjects(reply.words).items() if len(values) == 1}
    kept = all(values <= told.get(category, frozenset()) for category, values in wanted.items())
    return "" if kept else "subject_differs"
