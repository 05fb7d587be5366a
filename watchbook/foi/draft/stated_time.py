"""The time that an answer tells of: a figure says for which days it holds, or as at which (FOIA s.1(4))."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from watchbook.figures.findings import Finding, Status, has_a_number, is_held_nought
from watchbook.figures.sentences import in_words, one_after_another
from watchbook.reading.answer_letter.wording import figures
from watchbook.reading.times.period import Period

NOUGHT = (Status.NIL, Status.NOT_HELD, Status.NOT_APPLICABLE)


def day_asked(finding: Finding, *, asked: Period | None, on: date) -> date | None:
    """The one earlier day that is asked about, of what is told as at a day: `as it stood on 1 April 2024`."""
    is_of_a_day = finding.period is None and finding.status is not Status.TO_BE_SEARCHED
    if is_of_a_day and asked and asked.first_on == asked.last_on < on:
        return asked.first_on
    return None


def with_its_time(finding: Finding, *, asked: Period | None, on: date) -> Finding:
    """Say of a finding when it is true, where its own sentence does not; `on` is the day of receipt."""
    if finding.status is Status.TO_BE_SEARCHED:
        return finding
    return replace(finding, answer=one_after_another([finding.answer, _when(finding, asked=asked, on=on)]))


def nought_with_its_time(finding: Finding, *, asked: Period | None, on: date) -> Finding:
    """Say of a 0 that a person found for which days it holds: those that were asked about."""
    if not asked or not is_held_nought(finding.status, finding.value):
        return finding
    return with_its_time(replace(finding, period=asked), asked=asked, on=on)


def _when(finding: Finding, *, asked: Period | None, on: date) -> str:
    day = in_words(on)
    if earlier := day_asked(finding, asked=asked, on=on):
        return _("This answer shows the position on {day}.").format(day=in_words(earlier))
    if finding.period is None and asked:
        said = _(
            "You asked about the period from {first} to {last}. We give the position on {day}, the day on which we received your request."
        )
        return said.format(first=in_words(asked.first_on), last=in_words(asked.last_on), day=day)
    tells_a_figure = has_a_number(finding.value) and figures(finding.answer)
    if finding.status not in NOUGHT and not tells_a_figure:
        return ""
    if finding.period is None:
        said = _(
            "This answer shows the register as it was on {day}, the day on which we received your request."
        )
        return "" if day in finding.answer else said.format(day=day)
    return _for(finding.period, answer=_own_words(finding), is_whole=finding.status is not Status.PARTLY)


def _own_words(finding: Finding) -> str:
    """The answer without the paragraphs that other answers share: the days of those are not those of the figure."""
    words = finding.answer
    for one in finding.shared:
        words = words.replace(one.text, "")
    return words


def _for(period: Period, *, answer: str, is_whole: bool) -> str:
    """Say which days an answer covers; one in part, as where a register begins later, which were asked about."""
    first, last = in_words(period.first_on), in_words(period.last_on)
    if first in answer and last in answer:
        return ""
    if not is_whole:
        return _("You asked about {first} to {last}.").format(first=first, last=last)
    if first == last:
        return _("This answer covers {day}.").format(day=first)
    return _("This answer covers {first} to {last}.").format(first=first, last=last)
