"""The number of requests and complaints about personal data in a time, as the statistics count them (UK GDPR arts 12 to 22; DPA 2018 s.164A).

An empty register shows no absence, and nobody signs for one: where there is none, a person searches.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.figures.evidence import of_row
from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    Status,
    Value,
    searched_in,
    to_be_searched,
)
from watchbook.figures.rights_requests import REQUESTS, rights_used
from watchbook.figures.sentences import in_words, one_after_another
from watchbook.figures.tallies import TALLIES, tally
from watchbook.figures.times import bounds, in_days, in_its_time, note_of, sentences_of, until, values_of
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion

VERSION = 1
COMPLAINTS = gettext_lazy("complaints about personal data")


@in_its_time
def data_complaints(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Count the complaints about personal data that were received."""
    rows = list(TALLIES["complaints"].within(until(inquiry, time), as_at=inquiry.as_at))
    said = ngettext(
        "We received {count} complaint about personal data.",
        "We received {count} complaints about personal data.",
        len(rows),
    ).format(count=len(rows))
    return _found(
        inquiry, time, "complaints", COMPLAINTS, said=said, evidence=tuple(map(_of_complaint, rows))
    )


@in_its_time
def data_requests(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Count the requests about personal data, those for deletion among them, and what was decided."""
    said, value, evidence = rights_used(inquiry, periods=until(inquiry, time))
    return _found(inquiry, time, "rights_requests", REQUESTS, said=said, evidence=evidence, more=value)


def _found(
    inquiry: Inquiry,
    time: TimeOfQuestion,
    name: str,
    register: Promise,
    *,
    said: str,
    evidence: Sequence[Evidence],
    more: Value = None,
) -> Finding:
    """The sentence and the count of each period; where the register holds none of that time, a person searches."""
    searched = searched_in(register, f"{name}/{VERSION}", in_days(time), len(evidence))
    if not evidence:
        why = _(
            "To be searched: the register holds no {entries} received in that time. That alone does not show that there were none."
        )
        return to_be_searched(why.format(entries=register), searched=searched)
    days = TALLIES[name].rows(inquiry.as_at).order_by("received_on").values_list("received_on", flat=True)
    begins = days.first() or inquiry.on
    limits = bounds(first_entry=begins, whole=time.named, is_disposed_of=False)
    periods = time.periods if time.kind is TimeKind.PERIODS else ()
    each = list(zip(periods, tally(name, periods, as_at=inquiry.as_at)[None], strict=True))
    value: dict[str, Value] = {"count": len(evidence), "by_period": values_of(each, begins=begins)}
    return Finding(
        status=Status.PARTLY if limits else Status.HELD_SUPPLIED,
        answer=one_after_another(
            [said, *sentences_of(each, begins=begins), limits, note_of(time.is_cut_off)]
        ),
        value=value | (more if isinstance(more, dict) else {}),
        period=time.named,
        evidence=tuple(evidence),
        searched=searched,
    )


def _of_complaint(row: Any) -> Evidence:
    what = _("received on {day}").format(day=in_words(row.received_on))
    return of_row(row, COMPLAINTS, what, "retention:complaint")
