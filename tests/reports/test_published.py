"""Figures that five councils published, reproduced from fixtures (docs/explanation/demands.md): what they told, our statistics tell.

What a council did not publish (days of decisions, the number of authorisations of Moray's operations) is ours.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.foi.registers import STATEMENTS, quarters
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.figures.named import figure
from watchbook.reading.times.period import Period
from watchbook.reports.statistics import statistics

COLUMNS = (
    "reference", "kind", "service", "decided_on", "decision", "operation", "social_media", "court_on", "court_outcome", "last_on",
    "renewed_on", "cancelled_on", "juvenile",
)  # fmt: skip
DS, CHIS = "directed_surveillance", "chis"
ON = date(2026, 2, 2)
TOOK_EFFECT, SURVEILLANCE, SOURCES = (
    "Authorisations that took effect",
    "Directed surveillance",
    "Covert human intelligence sources",
)


@pytest.fixture
def council(db, tmp_path):
    """A council with these rows in its central record, and these statements."""

    def load(rows, statements=()):
        folder = tmp_path / "council"
        folder.mkdir()
        (folder / "services.csv").write_text("name,closed_on\nTrading Standards,\n")
        lines = [",".join(str(row.get(name, "")) for name in COLUMNS) for row in rows]
        (folder / "central_record.csv").write_text("\n".join([",".join(COLUMNS), *lines]))
        (folder / "statements.csv").write_text("\n".join([STATEMENTS, *statements]))
        load_fixture_council(folder, at=timezone.now())

    return load


def granted(number, kind, decided_on, *, days, **more):
    """A row of the record: approved by a court on the day, cancelled on its last day in force, `days` with the first."""
    last = decided_on + timedelta(days - 1)
    return {
        "reference": f"R/{number}",
        "kind": kind,
        "service": "Trading Standards",
        "decided_on": decided_on,
        "decision": "granted",
        "operation": f"OP {number}",
        "social_media": "no",
        "court_on": decided_on,
        "court_outcome": "approved",
        "last_on": last + timedelta(1),
        "cancelled_on": last,
        **more,
    }


def lines(first, last):
    """The figures of a period by their titles."""
    period = Period(first, last)
    return {line.title: line for table in statistics(period, on=ON) for line in table.lines}


def test_nothing_for_a_decade_is_nil_on_signed_statements_and_no_empty_page(council):
    """Mid Devon told that it has used its powers not once since 2014."""
    firsts = [date(year, month, 1) for year in range(2014, 2024) for month in (1, 4, 7, 10)]
    ends = [*(one - timedelta(1) for one in firsts[1:]), date(2023, 12, 31)]
    signed = [f"{first},{last},{last + timedelta(5)}" for first, last in zip(firsts, ends, strict=True)]
    council([], quarters("ripa_coordinator", *signed, authorisations="none", covert_profiles="none"))
    told = lines(date(2014, 1, 1), date(2023, 12, 31))
    for title in (TOOK_EFFECT, SURVEILLANCE, SOURCES, "Covert profiles on the register, approved or not"):
        assert (told[title].count, told[title].note) == (0, "signed statements say that there were none"), (
            title
        )
    assert lines(date(2014, 1, 1), date(2024, 12, 31))[TOOK_EFFECT].note.startswith("not known: ")


def test_one_authorisation_with_its_days_in_force(council):
    """Devon told of 2018 to 2021: directed surveillance once, for 31 days; a source once, for 119 days."""
    council([granted(1, DS, date(2018, 9, 3), days=31), granted(2, CHIS, date(2019, 4, 1), days=119)])
    period = Period(date(2018, 4, 1), date(2021, 3, 31))
    told = lines(period.first_on, period.last_on)
    assert (told[SURVEILLANCE].count, told[SOURCES].count, told["Cancellations"].count) == (1, 1, 2)
    days = figure("authorisation_days", on=ON, period=period).value
    assert {one["kind"]: one["days"] for one in days} == {DS: 31, CHIS: 119}


def test_by_quarter_with_renewals_of_what_began_before(council):
    """Durham told of 2015/16 by quarter: in the first, surveillance twice and one renewal; in the fourth, two and two sources."""
    council(
        [
            granted(1, DS, date(2015, 2, 2), days=150, renewed_on="2015-05-01"),
            granted(2, DS, date(2015, 4, 14), days=40),
            granted(3, DS, date(2015, 6, 8), days=60),
            granted(4, DS, date(2016, 1, 11), days=50),
            granted(5, DS, date(2016, 2, 15), days=50),
            granted(6, CHIS, date(2016, 1, 20), days=90),
            granted(7, CHIS, date(2016, 3, 1), days=90),
        ]
    )
    first, fourth = lines(date(2015, 4, 1), date(2015, 6, 30)), lines(date(2016, 1, 1), date(2016, 3, 31))
    assert (first[SURVEILLANCE].count, first["Renewals"].count, first[SOURCES].count) == (2, 1, 0)
    assert (fourth[SURVEILLANCE].count, fourth["Renewals"].count, fourth[SOURCES].count) == (2, 0, 2)
    assert fourth[SURVEILLANCE].before == 1
    assert first["Authorisations in force when the period began"].count == 1


def test_operations_as_against_authorisations(council):
    """Moray told of nine operations from 2018 to 2021, with more authorisations."""
    rows = [
        granted(number, DS, date(2018, 5, 1) + timedelta(60 * number), days=20, operation=f"OP {number % 9}")
        for number in range(13)
    ]
    council(rows)
    period = Period(date(2018, 1, 1), date(2021, 12, 31))
    assert figure("surveillance_operations", on=ON, period=period).value == 9
    assert lines(period.first_on, period.last_on)[TOOK_EFFECT].count == 13


def test_juvenile_test_purchases_and_how_many_went_to_court(council):
    """Wirral told of 2023: a camera once, three test purchases by juveniles, four to the magistrates."""
    rows = [granted(1, DS, date(2023, 3, 6), days=28)]
    rows += [granted(n, CHIS, date(2023, 4 + n, 3), days=10, juvenile="yes") for n in (2, 3, 4)]
    council(rows)
    told = lines(date(2023, 1, 1), date(2023, 12, 31))
    assert (told[SURVEILLANCE].count, told["Sources under 18"].count, told[SOURCES].count) == (1, 3, 3)
    assert told["Grants approved by a court"].count == 4
