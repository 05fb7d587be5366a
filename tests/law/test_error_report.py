"""By when an error is reported: ten working days of the authority's nation, warned on the eighth."""

from datetime import date

import pytest

from tests.each import each
from watchbook.law.bank_holidays import BeyondTheTable
from watchbook.law.error_report import error_report_due, error_report_warned
from watchbook.law.parameters import NotInForce


@each(
    ("established", "nation", "due", "warned"),
    [
        (date(2026, 3, 16), "england", date(2026, 3, 30), date(2026, 3, 26)),
        (date(2026, 3, 27), "england", date(2026, 4, 14), date(2026, 4, 10)),  # Good Friday and Easter Monday
        (date(2026, 3, 27), "scotland", date(2026, 4, 13), date(2026, 4, 9)),  # Good Friday alone
        (date(2026, 12, 18), "england", date(2027, 1, 6), date(2027, 1, 4)),
        (
            date(2026, 12, 18),
            "scotland",
            date(2027, 1, 7),
            date(2027, 1, 5),
        ),  # 4 January stands in for the 2nd
        (
            date(2026, 7, 1),
            "northern_ireland",
            date(2026, 7, 16),
            date(2026, 7, 14),
        ),  # 13 July stands in for the 12th
        (date(2026, 7, 1), "wales", date(2026, 7, 15), date(2026, 7, 13)),
        (
            date(2026, 6, 5),
            "scotland",
            date(2026, 6, 22),
            date(2026, 6, 18),
        ),  # the bank holiday of 15 June 2026
    ],
)
def test_ten_working_days_of_its_nation_and_a_warning_on_the_eighth(established, nation, due, warned):
    found = error_report_due(established, nation=nation)
    assert found.on == due
    assert error_report_warned(established, nation=nation) == warned
    assert found.explanation[0].provision == "ripa.code.errors"
    assert [day.on for day in found.days if day.counts][-1] == due


def test_before_the_code_and_beyond_the_holidays_nothing_is_guessed():
    with pytest.raises(NotInForce):
        error_report_due(date(2018, 8, 14), nation="england")
    with pytest.raises(BeyondTheTable):
        error_report_due(date(2099, 1, 1), nation="england")
