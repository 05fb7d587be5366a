"""The values of an answer in words: a date, why a day does not count, the nations, the name of an id."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from watchbook.law.bank_holidays import BankHoliday
from watchbook.law.explanations import ExplainedValue
from watchbook.law.working_days import Day
from watchbook.web.wording import day_of_week, joined, long_day

_TIMES = {
    "extension.total_working_days": gettext_lazy("longer time for answering"),
    "public_interest_extension.total_working_days": gettext_lazy("extension for the public-interest test"),
    "fees_notice.lapse_months": gettext_lazy("fees notice that stops the clock"),
    "commissioner.complaint_weeks": gettext_lazy("time for a complaint to the Commissioner"),
    "aggregation.working_days": gettext_lazy("period for adding requests together"),
}
# The names of nations and bank holidays, as the data of the law has them in English.
NAMES = (
    gettext_noop("England and Wales"),
    gettext_noop("Scotland"),
    gettext_noop("Northern Ireland"),
    gettext_noop("New Year’s Day"),
    gettext_noop("New Year’s Day (substitute day)"),
    gettext_noop("2nd January"),
    gettext_noop("2nd January (substitute day)"),
    gettext_noop("St Patrick’s Day"),
    gettext_noop("St Patrick’s Day (substitute day)"),
    gettext_noop("Good Friday"),
    gettext_noop("Easter Monday"),
    gettext_noop("Early May bank holiday"),
    gettext_noop("Early May bank holiday (VE day)"),
    gettext_noop("Spring bank holiday"),
    gettext_noop("Spring bank holiday (substitute day)"),
    gettext_noop("Queen’s Diamond Jubilee (extra bank holiday)"),
    gettext_noop("Platinum Jubilee bank holiday"),
    gettext_noop("Extra bank holiday (Royal Proclamation)"),
    gettext_noop("Battle of the Boyne (Orangemen’s Day)"),
    gettext_noop("Battle of the Boyne (Orangemen’s Day) (substitute day)"),
    gettext_noop("Summer bank holiday"),
    gettext_noop("Bank Holiday for the State Funeral of Queen Elizabeth II"),
    gettext_noop("Bank holiday for the coronation of King Charles III"),
    gettext_noop("St Andrew’s Day"),
    gettext_noop("St Andrew’s Day (substitute day)"),
    gettext_noop("Christmas Day"),
    gettext_noop("Christmas Day (substitute day)"),
    gettext_noop("Boxing Day"),
    gettext_noop("Boxing Day (substitute day)"),
)
_PLAIN_TITLES = ("Good Friday", "Christmas Day")
_WHY = {
    "working_day": gettext_lazy("working day"),
    "calendar_day": gettext_lazy("calendar day"),
    "next_working_day": gettext_lazy("the next working day"),
    "disregarded": gettext_lazy("working day that does not count: the fee had not been paid"),
    "clarification_awaited": gettext_lazy("does not count: clarification had not arrived"),
    "day_0": gettext_lazy("day 0: counting starts on the day after"),
}


def in_words(value: ExplainedValue) -> int | str:
    """Say a value; a number stays one, for the plural of its sentence."""
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, tuple):
        days = [one for one in value if isinstance(one, Day)]
        closed = (_("{day}, {reason}").format(day=long_day(day.on), reason=why(day)) for day in days)
        return "; ".join(closed) or listed([one for one in value if isinstance(one, str)])
    return name(value) if isinstance(value, str) else value


def name(named: str) -> str:
    """Name a time of the law by its id, a nation or a bank holiday in the reader's language; what else there is, as it is."""
    return str(_TIMES.get(named, _(named) if named in NAMES else named))


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does."""
    return joined([name(one) for one in names])


def why(day: Day) -> str:
    """Say why a day counts or not: the day of the week, the bank holiday, the fee that was awaited."""
    if day.reason == "weekend":
        return day_of_week(day.on)
    if day.reason == "bank_holiday":
        return _bank_holiday(day.holidays)
    return str(_WHY[day.reason])


def _bank_holiday(holidays: Sequence[BankHoliday]) -> str:
    """Say which nations are closed and for what; Good Friday and Christmas Day need none (FOIA s.10(6))."""
    titles = list(dict.fromkeys(one.title for one in holidays))
    if len(titles) == 1 and titles[0] in _PLAIN_TITLES:
        return name(titles[0])
    where = (
        _("in {nations}: {title}").format(
            nations=listed([one.nation for one in holidays if one.title == title]), title=name(title)
        )
        for title in titles
    )
    return _("bank holiday {where}").format(where=", ".join(where))
