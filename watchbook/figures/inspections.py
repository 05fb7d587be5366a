"""The last inspection of surveillance powers, its report, and what inspectors recommended (demands D15 and D26)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.evidence import copy_of_inspection, of_inspection, of_row
from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    Value,
    searched_in,
    to_be_searched,
)
from watchbook.figures.oversight import COMMISSIONERS, MAY_GO_OUT
from watchbook.figures.register_names import INSPECTIONS
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_days, in_its_time, is_in, note_of
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.recommendation.models import RecommendationStep
from watchbook.oversight.recommendation.queries import RecommendationStanding, recommendations
from watchbook.oversight.recommendation.states import Progress, progress_after
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

VERSION = 2  # a report that came after the day asked about is not told
RECOMMENDATIONS = gettext_lazy("recommendations of audits and inspections")


def last_inspection(inquiry: Inquiry) -> Finding:
    """When and by whom the powers were last inspected, and the report, where it may go out."""
    found = _inspections(inquiry)
    searched = _searched(
        "last_inspection", terms=_("newest inspection by the Commissioner’s office"), found=len(found)
    )
    if not found:
        return _none(searched=searched)
    last = found[0]
    has_report = _received_on(last, on=inquiry.on) is not None
    if has_report and (last.release not in MAY_GO_OUT or not last.file_sha256):
        return _undecided([last], searched=searched)
    told = (
        _("The last inspection was by the {body} ({day}). A copy of the report is supplied.")
        if has_report
        else _("The last inspection was by the {body} ({day}). We have not received the report.")
    )
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=told.format(body=last.get_body_display(), day=_days(last)),
        value=_value(last, on=inquiry.on),
        evidence=(of_inspection(last),),
        searched=searched,
        enclosures=(copy_of_inspection(last),) if has_report else (),
    )


@in_its_time
def inspection_recommendations(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """What the inspectors recommended in the time asked about, in their words, and where each stands."""
    sources = [row for row in _inspections(inquiry) if is_in(row.first_on, time)]
    references = [row.reference for row in sources]
    found = recommendations(
        as_at=inquiry.as_at, condition=Q(source_reference__in=references, is_struck=False)
    )
    terms = _("recommendations of inspections by the Commissioner’s office; {days}").format(
        days=in_days(time)
    )
    searched = searched_in(RECOMMENDATIONS, f"inspection_recommendations/{VERSION}", terms, len(found))
    if not sources:
        return _none(searched=searched)
    withheld = [row for row in sources if row.release not in MAY_GO_OUT]
    if withheld:
        return _undecided(withheld, searched=searched)
    if not found:
        why = _(
            "To be searched: the register has no recommendation from {references}. That does not show that the report made no recommendation. Check the report."
        ).format(references=joined(references))
        return to_be_searched(why, searched=searched)
    finding = _recommended(inquiry, found, note=note_of(time.is_cut_off), searched=searched, sources=sources)
    return replace(finding, period=time.named)


def _recommended(
    inquiry: Inquiry,
    found: Sequence[RecommendationStanding],
    *,
    note: str,
    searched: RegisterSearches,
    sources: Sequence[Inspection],
) -> Finding:
    done = _done(inquiry, found)
    sentences = [_recommendation(one, done=done[one.row.reference]) for one in found]
    used = {one.row.source_reference for one in found}
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer="\n".join(filter(None, [*sentences, note])),
        value=[
            {
                "number": one.row.number,
                "words": one.row.words,
                "colour": one.colour,
                "due_on": one.row.due_on.isoformat(),
                "progress": str(_progress(done[one.row.reference])),
            }
            for one in found
        ],
        evidence=(
            *(of_inspection(row) for row in sources if row.reference in used),
            *map(_of_recommendation, found),
        ),
        searched=searched,
    )


def _inspections(inquiry: Inquiry) -> list[Inspection]:
    """Inspections by the Commissioner's office that had begun when the request came, the newest first. One query."""
    return list(inspections(as_at=inquiry.as_at, last_on=inquiry.on, bodies=COMMISSIONERS))


def _done(inquiry: Inquiry, found: Sequence[RecommendationStanding]) -> dict[str, list[RecommendationStep]]:
    """What was recorded as done about each by the as-at moment and the day of receipt, the oldest first. One query."""
    rows = RecommendationStep.objects.filter(
        recommendation_reference__in=[one.row.reference for one in found], on__lte=inquiry.on
    )
    if inquiry.as_at is not None:
        rows = rows.filter(recorded_at__lte=inquiry.as_at)
    steps: dict[str, list[RecommendationStep]] = defaultdict(list)
    for row in rows.order_by("recorded_at", "id"):
        steps[row.recommendation_reference].append(row)
    return steps


def _progress(done: Sequence[RecommendationStep]) -> Progress:
    """Where a recommendation stood when the request came."""
    return progress_after(done[-1].step if done else None)


def _recommendation(one: RecommendationStanding, *, done: Sequence[RecommendationStep]) -> str:
    """Its number and words, by when, and each thing done about it."""
    row = one.row
    words = f"{row.number}. {row.words}" if row.number else row.words
    told = [
        _("{what} on {day}. {words}").format(
            what=capfirst(step.get_step_display()), day=in_words(step.on), words=step.words
        )
        for step in done
    ]
    nothing = _("We had not recorded any action on the recommendation when we received your request.")
    due = _("Due on {day}.").format(day=in_words(row.due_on))
    return " ".join(part.strip() for part in [words, due, *(told or [nothing])])


def _none(*, searched: RegisterSearches) -> Finding:
    """Statements speak of inspections about social media alone, so nothing signed says that there was no other."""
    why = _(
        "To be searched: the register has no inspection by the Commissioner’s office in that time. That does not show that there was none."
    )
    return to_be_searched(why, searched=searched)


def _undecided(rows: Sequence[Inspection], *, searched: RegisterSearches) -> Finding:
    why = _(
        "To be searched: no copy of the report of {references} is on file, or no officer has decided that the report may go out in "
        "full. Decide this on the page of the inspection."
    ).format(references=joined([row.reference for row in rows]))
    return to_be_searched(why, searched=searched)


def _days(row: Inspection) -> str:
    if row.first_on == row.last_on:
        return in_words(row.first_on)
    return _("{first} to {last}").format(first=in_words(row.first_on), last=in_words(row.last_on))


def _received_on(row: Inspection, *, on: date) -> date | None:
    """Return the day on which the report of an inspection came; None where it had not come on a day."""
    return row.report_received_on if row.report_received_on and row.report_received_on <= on else None


def _value(row: Inspection, *, on: date) -> Value:
    received = _received_on(row, on=on)
    return {
        "body": row.body,
        "from": row.first_on.isoformat(),
        "to": row.last_on.isoformat(),
        "report_received_on": received.isoformat() if received else None,
        "release": row.release,
    }


def _of_recommendation(one: RecommendationStanding) -> Evidence:
    what = _("recommendation of {source}").format(source=one.row.source_reference)
    return of_row(one.row, RECOMMENDATIONS, what, "oversight:recommendation")


def _searched(query: str, *, terms: str, found: int) -> RegisterSearches:
    return searched_in(INSPECTIONS, f"{query}/{VERSION}", terms, found)
