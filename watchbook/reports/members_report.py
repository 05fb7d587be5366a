"""The report to members: what was used, what was adopted and what checks found, without anybody in it (Code 2018, 4.47).

Members review the use of these powers and the policy at least once a year, and take no part in a single decision.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.figures.findings import Status
from watchbook.figures.small_numbers import withheld
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper
from watchbook.law.parameters import number
from watchbook.organisation.models import Authority
from watchbook.reading.times.period import Period
from watchbook.reports.inspection_evidence import members, policy
from watchbook.reports.inspection_practice import audits, inspected, recommended
from watchbook.reports.members_faults import faults
from watchbook.reports.reporting_period import before_words, is_calendar_year, period_before
from watchbook.reports.small_numbers import ToldLine, rule_words, told_lines, totals
from watchbook.reports.statistic_line import StatisticLine, StatisticTable
from watchbook.reports.statistics import (
    are_noughts_proved,
    is_known,
    rests_on_statements,
    statistics,
    unknown_words,
)
from watchbook.reports.statistics_cut import CutTable, StatisticCut, cut
from watchbook.reports.year_before import begins_words, key
from watchbook.web.wording import day


@dataclass(frozen=True)
class ToldTable:
    """Figures under a heading, as members are told them."""

    title: str
    lines: tuple[ToldLine, ...]


@dataclass(frozen=True)
class MembersReport:
    """The figures of a period beside those of a year before, what the operations led to (None: not told), and what stands on a day.

    A nil report says so in words; small numbers are not broken down.
    """

    period: Period
    before: Period
    before_words: str
    notes: tuple[
        str, ...
    ]  # when the register of looks begins, where that is not before all its days; what words mean that stand for numbers
    nil: tuple[str, ...]
    tables: tuple[ToldTable, ...]
    outcomes: tuple[tuple[str, str], ...] | None
    small_numbers: str
    adopted: tuple[str, ...]
    approved: tuple[str, ...]
    faults: tuple[str, ...]
    checked: tuple[str, ...]


NIL = ("applications", "authorisations_by_period", "unauthorised_looks", "errors")


def members_report(period: Period, *, on: date) -> MembersReport:
    """Gather the report of a period as it stands on a day; no row, no name and no case is in it."""
    below = int(number("authority.small_numbers.below", on=on))
    tables, is_split = statistics(period, on=on), is_calendar_year(period)
    unproved = _unproved(tables)
    shown = tuple(
        ToldTable(
            one.title,
            tuple(told_lines(one.lines if is_split else totals(one.lines), below=below)),
        )
        for one in tables
    )
    said = {words for one in shown for line in one.lines for words in (line.count, line.before)}
    nil = (_nil_words(line, unproved) for table in tables for line in table.lines if line.name in NIL)
    return MembersReport(
        period=period,
        before=period_before(period),
        before_words=before_words(period),
        notes=(*filter(None, [begins_words(period_before(period))]), *key(said)),
        nil=tuple(dict.fromkeys(filter(None, nil))),
        tables=shown,
        outcomes=tuple(_led_to(cut(period, by=StatisticCut.OUTCOME), below=below)) if is_split else None,
        small_numbers=rule_words(below, is_split=is_split),
        adopted=tuple(one.words for one in policy(on)),
        approved=tuple(one.words for one in members(on)),
        faults=tuple(faults(period)),
        checked=tuple(one.words for one in (*audits(on), *inspected(on), *recommended(on))),
    )


def _unproved(tables: Sequence[StatisticTable]) -> dict[str, list[StatisticLine]]:
    """The noughts of each table that nobody signed for in time: what the annual return does not tell either."""
    are_proved = are_noughts_proved(tables)
    return {
        table.title: [
            line
            for line in table.lines
            if not line.count and not is_known(line, are_proved=are_proved or not rests_on_statements(line))
        ]
        for table in tables
    }


def _nil_words(line: StatisticLine, unproved: Mapping[str, Sequence[StatisticLine]]) -> str:
    """Say what a nought means: the answer of those who signed for it, or that nobody did; nothing of other figures."""
    if any(line in lines for lines in unproved.values()):
        return _("{figure}: {words}.").format(figure=line.title, words=unknown_words())
    return line.said if line.status in (Status.NIL, Status.PARTLY) else ""


def title_of(period: Period) -> str:
    """Name the report by its dates."""
    return _("Report to members: social media and RIPA, {first} to {last}").format(
        first=day(period.first_on), last=day(period.last_on)
    )


def members_paper(told: MembersReport, *, on: date) -> PdfPaper:
    """Make the paper of a report, as a committee is given it."""
    authority, title = Authority.objects.get(), title_of(told.period)
    return PdfPaper(
        title=title,
        authority=authority.name,
        reference=f"{told.period.first_on.isoformat()}-{told.period.last_on.isoformat()}",
        day=on,
        language=get_language() or "en-gb",
        colour=authority.colour,
        blocks=[
            TextBlock(BlockKind.TITLE, title),
            TextBlock(BlockKind.ADDRESS, authority.name),
            TextBlock(BlockKind.PARAGRAPH, purpose_words()),
            TextBlock(BlockKind.PARAGRAPH, told.small_numbers),
            *(TextBlock(BlockKind.PARAGRAPH, printable(one)) for one in (*told.notes, *told.nil)),
            *(block for one in told.tables for block in _table(one, before=told.before_words)),
            *_outcomes(told.outcomes),
            *(_listed(faults_title(), told.faults) if told.faults else ()),
            *_listed(_("Policy"), (*told.adopted, *told.approved)),
            *_listed(_("Audits, inspections and recommendations"), told.checked),
        ],
    )


def purpose_words() -> str:
    """Say what the report is for, and what it leaves out."""
    return _(
        "Members review the authority’s use of these powers and set the policy at least once a year. They take no part in individual "
        "decisions, so this report does not name cases or people."
    )


def _table(one: ToldTable, *, before: str) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, one.title)
    lines = (f"{line.title} ({before}: {line.before}): {line.count}" for line in one.lines)
    yield TextBlock(BlockKind.TABLE, "\n".join(map(printable, lines)))


def _outcomes(rows: Sequence[tuple[str, str]] | None) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, outcomes_title())
    if not rows:
        yield TextBlock(BlockKind.PARAGRAPH, no_outcomes_words(rows))
        return
    yield TextBlock(BlockKind.TABLE, "\n".join(printable(f"{words}: {count}") for words, count in rows))


def no_outcomes_words(rows: Sequence[tuple[str, str]] | None) -> str:
    """Say why there is no table of outcomes: none is recorded, or only a calendar year's report has it."""
    if rows is None:
        return _("Only a report on a whole calendar year shows the outcomes.")
    return _("No outcomes are recorded for this period.")


def faults_title() -> str:
    """Name the list of what went wrong."""
    return _("Errors, and looks without a basis")


def outcomes_title() -> str:
    """Name the table of what the operations led to."""
    return _("Outcomes of authorised operations")


def _led_to(told: CutTable, *, below: int) -> Iterator[tuple[str, str]]:
    """Say what the authorisations of the period led to; small numbers under one title, for a lone one would tell the whole."""
    place = told.names.index("authorisations_by_period")
    rows = [(words, row[place]) for words, row in told.rows if row[place]]
    held = withheld([count for _words, count in rows], below=below)
    yield from ((words, str(count)) for (words, count), small in zip(rows, held, strict=True) if not small)
    if any(held):
        yield _("Other outcomes"), _("not shown")


def _listed(title: str, said: tuple[str, ...]) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, title)
    for one in said or (_("No entries on record."),):
        yield TextBlock(BlockKind.PARAGRAPH, printable(one))
