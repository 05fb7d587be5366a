"""Remarks on a report, on an officer's comments and on their beliefs, from what was written before.

It is said before they sign, and answered in words that stay with the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.models import ApplicantReport, Authorisation
from watchbook.authorisations.queries.lighter_assessments import assessments_of_less, in_words
from watchbook.authorisations.queries.officers import source_born
from watchbook.authorisations.report_form import report_boxes
from watchbook.authorisations.rules.court import last_day
from watchbook.authorisations.rules.remarks import (
    EarlierText,
    WrittenText,
    renewal_comes_early,
    repeats,
    review_comes_early,
    runs_longer,
)
from watchbook.authorisations.states import ReportStep
from watchbook.keys.envelope import opened, opened_all
from watchbook.web import wording

BELIEFS = {
    "necessity": gettext_lazy("Why do you believe that the authorisation is necessary?"),
    "proportionality": gettext_lazy("Why do you believe that the conduct is proportionate?"),
}


def open_report(row: Authorisation, step: str) -> ApplicantReport | None:
    """The newest report of a step, unless the officer has decided on it."""
    report = row.applicantreports.filter(step=step).select_related("by").last()
    return None if report is None or hasattr(report, step) else report


def remarks_on_report(
    row: Authorisation, answers: Mapping[str, str], *, step: str, at: datetime
) -> tuple[str, ...]:
    """Return the remarks on a report before it is sent."""
    written = [
        WrittenText(box.id, str(box.asks), answers.get(box.id, ""), box.may_be_none)
        for box in report_boxes(step, kind=row.kind)
    ]
    earlier = [*_applied_for(row), *_reported(row, step)]
    return (
        *_comes_early(row, step, at=at),
        *repeats(written, earlier=earlier, on=london_day(at)),
    )


def remarks_on_comments(row: Authorisation, comments: str, *, step: str, at: datetime) -> tuple[str, ...]:
    """Return the remarks on the officer's comments before they sign: the report or an earlier decision repeated, more than an assessment asks for."""
    goes_on = step != ReportStep.CANCELLATION
    earlier = [*_applied_for(row), *_decided(row, step)]
    if (report := open_report(row, step)) is not None:
        earlier += _of_report(report, opened(report)["answers"], kind=row.kind)
    written = [WrittenText("comments", _("Your comments"), comments)]
    return (
        *(_asks_for_less(row, at=at) if goes_on else ()),
        *_comes_early(row, step, at=at),
        *repeats(written, earlier=earlier, on=london_day(at)),
    )


def remarks_on_beliefs(row: Authorisation, beliefs: Mapping[str, str], *, at: datetime) -> tuple[str, ...]:
    """Return the remarks on the officer's words before a grant: a belief said twice or copied, a time longer than the law's, an assessment of less."""
    written = [WrittenText(name, str(BELIEFS[name]), beliefs.get(name, "")) for name in BELIEFS]
    first = london_day(at)
    ends = last_day(row.kind, nation=row.nation, first_day=first, born=source_born(row), granted_on=first)
    said = " ".join(beliefs.get(name, "") for name in ("what", "when"))
    return (
        *_asks_for_less(row, at=at),
        *runs_longer(said, first=first, last=ends),
        *repeats(written, earlier=list(_applied_for(row)), on=first),
    )


def _asks_for_less(row: Authorisation, *, at: datetime) -> tuple[str, ...]:
    less = assessments_of_less(row, at=at)
    if not less:
        return ()
    said = _(
        "The newest assessment asks for less than this authorisation: {less}. Say why the authorisation is necessary all the same."
    )
    if any(one.is_held for one in less):
        said = _(
            "The newest assessment asks for less than this authorisation: {less}. Have the assessment signed or answered first, or say why the authorisation is "
            "necessary all the same."
        )
    return (said.format(less=in_words(less)),)


def check_answered(remarks: Sequence[str], answered: str) -> None:
    """Raise WrongState unless what was remarked is answered in words."""
    if remarks and not has_words(answered):
        raise WrongState(
            _("You cannot sign this yet: these points need your answer. {remarks}").format(
                remarks=" ".join(remarks)
            )
        )


def _comes_early(row: Authorisation, step: str, *, at: datetime) -> tuple[str, ...]:
    on = london_day(at)
    if step == ReportStep.RENEWAL and row.ends_on:
        return renewal_comes_early(ends_on=row.ends_on, on=on)
    if step == ReportStep.REVIEW and row.effective_from:
        last = row.reviews.last()
        return review_comes_early(last_on=last.reviewed_on if last else london_day(row.effective_from), on=on)
    return ()


def _applied_for(row: Authorisation) -> Iterator[EarlierText]:
    answers = opened(row).get("answers", {})
    for box in boxes_of(row.kind):
        yield EarlierText(
            "", _("the answer to “{box}” in the application").format(box=box.asks), answers.get(box.id, "")
        )


def _reported(row: Authorisation, step: str) -> Iterator[EarlierText]:
    """Return the texts of earlier reports of the step, the newest first."""
    rows = list(row.applicantreports.filter(step=step).order_by("-at"))
    said = opened_all(rows)
    for one in rows:
        if hasattr(one, step):
            yield from _of_report(one, said[one.id]["answers"], kind=row.kind)


def _of_report(report: ApplicantReport, answers: Mapping[str, str], *, kind: str) -> Iterator[EarlierText]:
    for box in report_boxes(report.step, kind=kind):
        called = _("the answer to “{box}” in the report of {day}").format(
            day=wording.day(report.at), box=box.asks
        )
        yield EarlierText(box.id, called, answers.get(box.id, ""))


def _decided(row: Authorisation, step: str) -> Iterator[EarlierText]:
    """Return the officers' words at earlier decisions of the step and at the grant."""
    rows = [*getattr(row, f"{step}s").order_by("-at"), *row.determinations.all()]
    said = opened_all(rows)
    for one in rows:
        for name in ("comments", "necessity", "proportionality"):
            called = _("the officer’s decision of {day}").format(day=wording.day(one.at))
            yield EarlierText("comments", called, said[one.id].get(name, ""))
