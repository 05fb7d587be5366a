"""The life of an authorisation on a line, with the table that says the same: steps, times in force, reviews, looks. It names nobody."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.authorisations.models import Authorisation, Comment
from watchbook.authorisations.rules.in_force import ceases_at, ends_at
from watchbook.authorisations.rules.life import Life, LifeFacts, LifeMark, MarkSort, life
from watchbook.authorisations.states import CourtOutcome
from watchbook.web.picture import PictureRow, Scale, Shape, bar, stacked, upright
from watchbook.web.wording import day, moment

WORDS: dict[MarkSort, str | Promise] = {
    MarkSort.APPLIED: gettext_lazy("Applied"),
    MarkSort.RETURNED: gettext_lazy("Returned"),
    MarkSort.APPLIED_AGAIN: gettext_lazy("Applied again"),
    MarkSort.CHECKED: gettext_lazy("Checked"),
    MarkSort.GRANTED: gettext_lazy("Granted"),
    MarkSort.REFUSED: gettext_lazy("Refused"),
    MarkSort.COURT_APPROVED: gettext_lazy("Approved by the court"),
    MarkSort.COURT_REFUSED: gettext_lazy("Refused by the court"),
    MarkSort.BEGAN: gettext_lazy("In force"),
    MarkSort.REVIEWED: gettext_lazy("Reviewed"),
    MarkSort.REVIEW_DUE: gettext_lazy("Review due"),
    MarkSort.RENEWED: gettext_lazy("Renewed"),
    MarkSort.LOOK: gettext_lazy("Look"),
    MarkSort.LOOK_OUTSIDE: gettext_lazy("Look while the authorisation was not in force"),
    MarkSort.STOPPED: gettext_lazy("Instruction to stop"),
    MarkSort.CANCELLED: gettext_lazy("Cancelled"),
    MarkSort.LAST_DAY: gettext_lazy("Last date in force"),
}
STEPS = (
    MarkSort.APPLIED, MarkSort.RETURNED, MarkSort.APPLIED_AGAIN, MarkSort.CHECKED, MarkSort.GRANTED, MarkSort.REFUSED, MarkSort.COURT_APPROVED, MarkSort.COURT_REFUSED,
)  # fmt: skip
A_MARK = 6  # the width of a mark on the narrowest screen, in shares of a strip
REVIEWS = (MarkSort.REVIEWED, MarkSort.RENEWED, MarkSort.REVIEW_DUE)
LOOKS = (MarkSort.LOOK, MarkSort.LOOK_OUTSIDE)
ENDS = (MarkSort.STOPPED, MarkSort.CANCELLED)
DRAWN = {
    MarkSort.APPLIED: ("arrow", "plain"),
    MarkSort.APPLIED_AGAIN: ("arrow", "plain"),
    MarkSort.CHECKED: ("diamond", "plain"),
    MarkSort.REVIEWED: ("plus", "plain"),
    MarkSort.RETURNED: ("diamond", "empty"),
    MarkSort.REVIEW_DUE: ("ring", "empty"),
    MarkSort.GRANTED: ("square", "dark"),
    MarkSort.COURT_APPROVED: ("square", "dark"),
    MarkSort.RENEWED: ("square", "dark"),
    MarkSort.REFUSED: ("cross", "dark"),
    MarkSort.COURT_REFUSED: ("cross", "dark"),
    MarkSort.STOPPED: ("octagon", "dark"),
    MarkSort.CANCELLED: ("cross", "dark"),
    MarkSort.LOOK_OUTSIDE: ("triangle", "red"),
}


@dataclass(frozen=True)
class LifeDrawn:
    """The rows of the picture, the words under its ends, what its marks mean, and the rows of the table."""

    rows: list[PictureRow]
    ends: tuple[str, str]
    key: list[tuple[Shape, str]]
    table: list[tuple[str, str | dict[str, str]]]
    looks_outside: int


def life_drawn(
    row: Authorisation, told: Mapping[str, Any], *, opens_looks: bool, at: datetime
) -> LifeDrawn | None:
    """Draw it as it stands at a moment; `told` are the decisions, each with its words. One query, for the looks.

    `opens_looks`: the reader may open them, so that the table leads to each.
    """
    find: Callable[..., list[tuple[datetime, str]]] = import_string(settings.LOOKS_ALONG)
    looks = find(row.id, ended_at=ceases_at(row.times), at=at) if row.effective_from else []
    due = row.review_due_on or row.first_review_on
    facts = LifeFacts(
        times=row.times,
        happened=tuple(_happened(row, told)),
        review_due=ends_at(due) if due else None,
        looks=tuple(moment for moment, _reference in looks),
    )
    lived = life(facts, at=at)
    return None if lived is None else _drawn(lived, led_to=dict(looks) if opens_looks else {}, at=at)


def _happened(row: Authorisation, told: Mapping[str, Any]) -> Iterator[LifeMark]:
    """Give what was done about it: of one that was imported, what the earlier record says."""
    yield from _decided(told)
    yield from (
        LifeMark(ends_at(one.reviewed_on), MarkSort.REVIEWED, is_day=True) for one, _words in told["reviews"]
    )
    renewed = {one.number: one for one, _words in told["renewals"] if one.is_granted}
    yield from (
        LifeMark(one.at, MarkSort.RENEWED) for one in renewed.values() if one.number <= row.times_renewed
    )
    yield from _applied(row, told)
    if row.is_imported and row.decided_at:
        yield LifeMark(row.decided_at, MarkSort.REFUSED if row.effective_from is None else MarkSort.GRANTED)
    for sort, days in ((MarkSort.REVIEWED, row.earlier_reviews), (MarkSort.RENEWED, row.earlier_renewals)):
        yield from (LifeMark(ends_at(one), sort, is_day=True) for one in days)


def _applied(row: Authorisation, told: Mapping[str, Any]) -> Iterator[LifeMark]:
    """Give each application that was sent: those that were commented on, and the newest."""
    sent = {one.version.at for one, _words in told["comments"]}
    if row.submitted_at:
        sent.add(row.submitted_at)
    for number, moment_sent in enumerate(sorted(sent)):
        yield LifeMark(moment_sent, MarkSort.APPLIED_AGAIN if number else MarkSort.APPLIED)


def _decided(told: Mapping[str, Any]) -> Iterator[LifeMark]:
    for one, _words in told["comments"]:
        yield LifeMark(one.at, MarkSort.CHECKED if one.step == Comment.Step.PASSED else MarkSort.RETURNED)
    for one, _words in told["determinations"]:
        yield LifeMark(one.at, MarkSort.GRANTED if one.is_granted else MarkSort.REFUSED)
    for one, _words in told["hearings"]:
        is_approved = one.outcome == CourtOutcome.APPROVED
        yield LifeMark(one.ordered_at, MarkSort.COURT_APPROVED if is_approved else MarkSort.COURT_REFUSED)


def _drawn(lived: Life, *, led_to: Mapping[datetime, str], at: datetime) -> LifeDrawn:
    scale = Scale(lived.first, lived.last)
    today = () if lived.is_over else (upright(scale.across(at)),)
    outside = len(lived.those(MarkSort.LOOK_OUTSIDE))

    def strip(words: str, *sorts: MarkSort) -> PictureRow:
        """Draw marks, those of one day above each other; looks, which may be many, on one line."""
        marks = [_shape(one.sort, scale.across(one.at)) for one in sorted(lived.those(*sorts))]
        row = stacked(marks, least=0 if sorts == LOOKS else A_MARK, words=words)
        return row._replace(shapes=(*today, *row.shapes))

    rows = [strip(_steps_words(lived), *STEPS), _bar(lived, scale=scale, today=today)]
    if lived.those(*REVIEWS):
        rows.append(strip(_reviews_words(lived), *REVIEWS))
    if lived.in_force:
        rows.append(strip(_looks_words(len(lived.those(*LOOKS)), outside), *LOOKS))
    return LifeDrawn(
        rows=rows,
        ends=(day(lived.first), _end(lived)),
        key=_key(lived),
        table=[(_when(one), _told_of(one, led_to)) for one in lived.marks],
        looks_outside=outside,
    )


def _told_of(mark: LifeMark, led_to: Mapping[datetime, str]) -> str | dict[str, str]:
    """Tell of a mark in the table; a look leads to its page."""
    words, reference = str(WORDS[mark.sort]), led_to.get(mark.at, "")
    if mark.sort not in LOOKS or not reference:
        return words
    return {"text": f"{words}: {reference}", "href": reverse("looks:look", args=[reference])}


def _end(lived: Life) -> str:
    """Name the day at the right end, and what happened then where it is over: an end at midnight is that of the day before."""
    if not lived.is_over:
        return day(lived.last - timedelta(microseconds=1))
    last = max(lived.marks)
    return f"{capfirst(str(WORDS[last.sort]))}: {_when(last)}"


def _bar(lived: Life, *, scale: Scale, today: tuple[Shape, ...]) -> PictureRow:
    if lived.in_force is None:
        return PictureRow(_("Not in force"), today)
    begins, ends = (scale.across(one) for one in lived.in_force)
    last = day(lived.in_force[1] - timedelta(microseconds=1))
    words = _("In force from {first} to {last}").format(first=day(lived.in_force[0]), last=last)
    ended = (_shape(one.sort, scale.across(one.at)) for one in lived.those(*ENDS))
    return PictureRow(words, (bar(ends - begins, begins=begins), *today, *ended))


def _steps_words(lived: Life) -> str:
    """Name the newest step of each sort with its day; the table has them all."""
    newest = {one.sort: one for one in lived.those(*STEPS)}.values()
    told = (f"{str(WORDS[one.sort]).lower()} {day(one.at)}" for one in sorted(newest))
    return capfirst(", ".join(told)) if newest else _("Application: no dates recorded")


def _reviews_words(lived: Life) -> str:
    done = lived.those(MarkSort.REVIEWED)
    said = [ngettext("{count} review done", "{count} reviews done", len(done)).format(count=len(done))]
    if renewed := len(lived.those(MarkSort.RENEWED)):
        said.append(ngettext("{count} renewal", "{count} renewals", renewed).format(count=renewed))
    said += [_("next due {day}").format(day=_when(one)) for one in lived.those(MarkSort.REVIEW_DUE)]
    return ", ".join(said)


def _looks_words(count: int, outside: int) -> str:
    if not outside:
        words = ngettext(
            "{count} look under the authorisation", "{count} looks under the authorisation", count
        )
        return words.format(count=count)
    words = ngettext(
        "{count} look: {inside} while in force, {outside} while not in force",
        "{count} looks: {inside} while in force, {outside} while not in force",
        count,
    )
    return words.format(count=count, inside=count - outside, outside=outside)


def _shape(sort: MarkSort, across: float) -> Shape:
    mark, look = DRAWN.get(sort, ("dot", "plain"))
    return Shape(mark, across, look=look)


def _key(lived: Life) -> list[tuple[Shape, str]]:
    """Say what each sort of mark on this line means; sorts that are drawn alike share an entry."""
    shared: dict[Shape, list[str]] = {}
    for sort in dict.fromkeys(
        one.sort for one in lived.marks if one.sort not in {MarkSort.BEGAN, MarkSort.LAST_DAY}
    ):
        shared.setdefault(_shape(sort, 0), []).append(str(WORDS[sort]).lower())
    key = [(shape, ", ".join(words)) for shape, words in shared.items()]
    return key if lived.is_over else [*key, (upright(0), _("today"))]


def _when(mark: LifeMark) -> str:
    if mark.is_day:
        return day(mark.at - timedelta(microseconds=1))
    return moment(mark.at)
