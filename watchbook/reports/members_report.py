"""The report to members: what was used, what was adopted and what checks found, without anybody in it (Code 2018, 4.47).

Members review the use of these powers and the policy at least once a year, and take no part in a single decision.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper
from watchbook.organisation.models import Authority
from watchbook.reading.times.period import Period
from watchbook.reports.inspection_evidence import members, policy
from watchbook.reports.inspection_practice import audits, recommended
from watchbook.reports.reporting_period import year_before
from watchbook.reports.statistics import CutTable, StatisticCut, StatisticTable, cut, statistics
from watchbook.web.wording import day


@dataclass(frozen=True)
class MembersReport:
    """The figures of a period beside those of a year before, what the operations led to, and what stands on a day."""

    period: Period
    before: Period
    tables: tuple[StatisticTable, ...]
    outcomes: CutTable
    adopted: tuple[str, ...]
    approved: tuple[str, ...]
    checked: tuple[str, ...]

    @property
    def nil(self) -> list[str]:
        """Return what an answer says of each figure that is nought: a nil report says so in words."""
        said = [line.said for table in self.tables for line in table.lines if line.name in NIL and line.said]
        return list(dict.fromkeys(said))


NIL = ("applications", "authorisations_by_period", "unauthorised_looks", "errors")


def members_report(period: Period, *, on: date) -> MembersReport:
    """Gather the report of a period as it stands on a day; no row, no name and no case is in it."""
    return MembersReport(
        period=period,
        before=year_before(period),
        tables=tuple(statistics(period, on=on)),
        outcomes=cut(period, by=StatisticCut.OUTCOME),
        adopted=tuple(one.words for one in policy(on)),
        approved=tuple(one.words for one in members(on)),
        checked=tuple(one.words for one in (*audits(on), *recommended(on))),
    )


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
            *(TextBlock(BlockKind.PARAGRAPH, printable(one)) for one in told.nil),
            *(block for one in told.tables for block in _table(one)),
            *_outcomes(told.outcomes),
            *_listed(_("Policy"), (*told.adopted, *told.approved)),
            *_listed(_("Audits, inspections and recommendations"), told.checked),
        ],
    )


def purpose_words() -> str:
    """Say what the report is for, and what it leaves out."""
    return _(
        "Members review how the authority uses these powers, and set the policy, at least once a year. "
        "They take no part in individual decisions, so this report names no case and nobody who was looked at."
    )


def _table(one: StatisticTable) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, one.title)
    lines = (
        _("{figure} (a year before, {before}): {count}").format(
            figure=line.title, before=line.before, count=line.count
        )
        for line in one.lines
    )
    yield TextBlock(BlockKind.TABLE, "\n".join(map(printable, lines)))


def _outcomes(told: CutTable) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, outcomes_title())
    rows = led_to(told)
    if not rows:
        yield TextBlock(BlockKind.PARAGRAPH, _("No outcomes are recorded for this period."))
        return
    yield TextBlock(BlockKind.TABLE, "\n".join(printable(f"{words}: {count}") for words, count in rows))


def outcomes_title() -> str:
    """Name the table of what the operations led to."""
    return _("Outcomes of authorised operations")


def led_to(told: CutTable) -> list[tuple[str, int]]:
    """Count the authorisations of the period by what they led to."""
    place = told.names.index("authorisations_by_period")
    return [(words, row[place]) for words, row in told.rows if row[place]]


def _listed(title: str, said: tuple[str, ...]) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, title)
    for one in said or (_("No entries on record."),):
        yield TextBlock(BlockKind.PARAGRAPH, printable(one))
