"""The looks of a year by month and by service, as the public reads them: lines, the key to their words, and a table as a file."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from watchbook.files.spreadsheet import write_csv
from watchbook.home.front import FrontFigures
from watchbook.home.front_parts import MONTHS
from watchbook.law.periods import months_after


class PartLine(NamedTuple):
    """A month, a service or the year, its number of looks where that is shown, and what is said of it."""

    title: str
    looks: int | None
    said: str


def month_lines(figures: FrontFigures) -> list[PartLine]:
    """Say the looks of each month; of a month that ended before the register began, that there was no register."""
    named = zip((date(figures.year, month, 1) for month in MONTHS), figures.months, strict=True)
    return [_month(first_on, count, figures) for first_on, count in named]


def service_lines(figures: FrontFigures) -> list[PartLine]:
    """Say the looks of each service."""
    return [_line(name or _("No service recorded"), count, figures) for name, count in figures.services]


def year_line(figures: FrontFigures) -> PartLine:
    """Say the looks of the year. Its total is shown, however small."""
    said = _("none on record") if figures.looks is None else f"{figures.looks:,}"
    return PartLine(_("All looks in the year"), figures.looks, said)


def key(figures: FrontFigures, *, most: int) -> list[tuple[str, str]]:
    """Explain the words that stand in place of a number, where they do."""
    means = {
        _("none on record"): _(
            "“None on record” means that our register has no looks, but not all our services have confirmed that there were none."
        ),
        _("no register yet"): _(
            "“No register yet” means that the month ended before our register of looks began."
        ),
        _("not shown"): _(
            "We show every total, however small. If part of a total is from 1 to %(most)s, we hide that part, "
            "and any other part that would let you work it out, because somebody could be recognised."
        )
        % {"most": most},
    }
    said = {one.said for one in (*month_lines(figures), *service_lines(figures), year_line(figures))}
    return [(words, sentence) for words, sentence in means.items() if words in said]


def looks_csv(figures: FrontFigures, *, most: int) -> bytes:
    """Write a table of a month, a service or the year a line, and under it the key."""
    lines = [
        *_rows(_("Month"), month_lines(figures)),
        *_rows(_("Service"), service_lines(figures)),
        *_rows(_("Year"), [year_line(figures)]),
        *((_("Key"), words, sentence) for words, sentence in key(figures, most=most)),
    ]
    return write_csv((_("By"), _("Month or service"), _("Looks")), lines)


def _rows(by: str, lines: Iterable[PartLine]) -> list[tuple[str, str, str]]:
    return [(by, one.title, str(one.looks or one.said)) for one in lines]


def _month(first_on: date, count: int | None, figures: FrontFigures) -> PartLine:
    title, last_on = date_format(first_on, "F Y"), months_after(first_on, months=1) - timedelta(days=1)
    if count == 0 and figures.begins_on > last_on.isoformat():
        return PartLine(title, 0, _("no register yet"))
    return _line(title, count, figures)


def _line(title: str, count: int | None, figures: FrontFigures) -> PartLine:
    if count is None:
        return PartLine(title, None, _("not shown"))
    if not count and not figures.is_signed:
        return PartLine(title, 0, _("none on record"))
    return PartLine(title, count, f"{count:,}")
