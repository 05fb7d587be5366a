"""Do the figures of an officer's own words stand up: against the register's rows, and against their own total?"""

from datetime import date

import pytest

from tests.foi.checks.test_asked import facets_of
from watchbook.figures.findings import Evidence, Finding, Status
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import said_by_us
from watchbook.reading.times.period import Period

BY_SERVICE = "How many looks at social media were made in 2025, by service?"
PLAIN = "How many looks at social media were made in 2025?"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
ROWS = [{"service": "Housing Options", "count": 21}, {"service": "Trading Standards", "count": 20}]
TOTAL = {"total": 41, "by_period": [{"period": {"from": "2025-01-01", "to": "2025-12-31"}, "count": 41}]}


def rules(question, answer, *, value=None):
    """The rules that block an officer's words over a finding of this value."""
    _questions, facets = facets_of(question)
    row = Evidence("looks", "totals", "x", None)
    found = Finding(
        Status.HELD_SUPPLIED, "Looks on record. 41 looks.", value=value, period=YEAR, evidence=(row,)
    )
    one = said_by_us("1", question=question, finding=found, wording=answer, facets=facets["1"])
    return [check.rule for check in checks_of([one]) if check.blocks]


@pytest.mark.parametrize(
    "answer",
    [
        "Housing Options 21 looks, Trading Standards 20 looks.",
        "41 looks in total: Housing Options 21, Trading Standards 20.",
        "In all 41: Housing Options: 21, Trading Standards: 20. 41 of them come from logs that were kept before.",
        "41 looks were made: Housing Options 21; Trading Standards 20.",
        "A total of 41 looks: Housing Options 21, Trading Standards 20.",
        "21 looks for Housing Options, 20 looks for Trading Standards.",
    ],
)
def test_figures_that_agree_with_the_register_and_each_other_are_fine(answer):
    assert rules(BY_SERVICE, answer, value=ROWS) == []


@pytest.mark.parametrize(
    "answer",
    [
        "Housing Options: 25, Trading Standards: 20.",
        "Housing Options 21 looks, Trading Standards 19 looks.",
        "25 looks for Housing Options, 20 looks for Trading Standards.",
        "Housing Options had 7 looks and Trading Standards had 8.",
    ],
)
def test_a_row_that_the_register_has_otherwise_blocks(answer):
    assert "figure_differs" in rules(BY_SERVICE, answer, value=ROWS)


def test_a_total_that_the_register_does_not_have_blocks():
    assert "figure_differs" in rules(PLAIN, "There were 90 looks.", value=TOTAL)
    assert rules(PLAIN, "There were 41 looks.", value=TOTAL) == []
    assert "figure_differs" in rules(
        BY_SERVICE, "Housing 3, Trading 4.", value={"by_service": ROWS, "total": 41}
    )


@pytest.mark.parametrize(
    "answer",
    [
        "50 looks in total: Housing Options 21, Trading Standards 20.",
        "Total: 50. Housing Options 21, Trading Standards 20.",
        "Housing Options 21, Trading Standards 20, that is 40 in all.",
        "50 looks were made: Housing Options 21, Trading Standards 20.",
    ],
)
def test_parts_that_do_not_make_their_total_block(answer):
    assert "sum_differs" in rules(BY_SERVICE, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (BY_SERVICE, "50 in total: Housing Options 21, Trading Standards 20. For the rest no service was recorded."),
        (BY_SERVICE, "Housing Options 21, Trading Standards 20."),
        (PLAIN, "50 in total: 21 on Facebook, 3 of a child."),
    ],
)  # fmt: skip
def test_a_difference_that_is_told_and_figures_that_are_no_parts_are_fine(question, answer):
    assert "sum_differs" not in rules(question, answer)
