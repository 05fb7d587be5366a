"""The pages in docs/law say what the code does: the same days, numbers and cases (docs/law/README.md#which-text-decides)."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.each import each
from tests.triage.cases import CASES
from watchbook.law.clocks import answer_due, public_interest_extension
from watchbook.law.durations import authorisation_ends
from watchbook.law.parameters import parameter

PAGES = Path(__file__).parents[2] / "docs" / "law"
TODAY = date(2026, 11, 24)
YOUNG = date(2011, 1, 1)
# Page, the words around a number, and the value that the code takes.
SAID = [
    ("durations.md", r"directed surveillance \| (\d+) months \|", "ripa.directed_surveillance.duration_months"),
    ("durations.md", r"directed surveillance \| \d+ months \| (\d+) months", "ripsa.directed_surveillance.duration_months"),
    ("durations.md", r"source, adult \| (\d+) months", "ripa.chis.duration_months"),
    ("durations.md", r"under (\d+) at the grant or renewal", "ripa.chis.juvenile_under_age"),
    ("durations.md", r"renewal \| (\d+) months since July 2018", "ripa.chis.juvenile_duration_months"),
    ("durations.md", r"before that \d+ month \| (\d+) month \(Code", "ripsa.chis.juvenile_duration_months"),
    ("surveillance.md", r"maximum of at least (\d+) months' imprisonment", "ripa.crime_threshold.least_months"),
    ("rules-in-time.md", r"nobody under (\d+) may be used against a parent", "ripa.chis.not_against_parent_under_age"),
    ("authorisations.md", r"To quash takes at least (\d+) business days", "ripa.quashing.business_days"),
    ("authorisations.md", r"told (\d+) days before the end \(prepare\)", "authority.renewal.prepare_days"),
    ("authorisations.md", r"\(prepare\), (\d+) days \(the officer decides\)", "authority.renewal.decide_days"),
    ("authorisations.md", r"and (\d+) days \(book the court\)", "authority.renewal.court_days"),
    ("clocks.md", r"set by the officer, at most (\d+) month by default", "authority.review.at_most_months"),
    ("clocks.md", r"juvenile source at most (\d+) month", "ripa.chis.juvenile_review_months"),
    ("clocks.md", r"is \*established\* \| (\d+) \|", "ripa.error_report.working_days"),
    ("clocks.md", r"receipt \| the (\d+)th working day after", "foia.time_for_compliance.working_days"),
    ("clocks.md", r"receipt \| (\d+), or \d+ \| UK working days \| clarification, reg 9", "eir.time_for_compliance.working_days"),
    ("clocks.md", r"receipt \| \d+, or (\d+) \| UK working days \| clarification, reg 9", "eir.extension.total_working_days"),
    ("clocks.md", r"the notice \| (\d+) months", "foia.fees_notice.lapse_months"),
    ("clocks.md", r"internal review \| the answer \| (\d+) \|", "foia.internal_review.request_working_days"),
    ("clocks.md", r"the request for it \| (\d+), exceptionally", "foia.internal_review.target_working_days"),
    ("clocks.md", r"the request for it \| \d+, exceptionally (\d+)", "foia.internal_review.limit_working_days"),
    ("clocks.md", r"outcome of the review \| (\d+) weeks", "foia.commissioner.complaint_weeks"),
    ("clocks.md", r"the first request \| (\d+) in a row", "foia.aggregation.working_days"),
    ("clocks.md", r"\(RoPSI\) \| the request \| (\d+) \|", "ropsi.time_for_answering.working_days"),
    ("errors.md", r"no later than (\d+) working days after it is \*established\*", "ripa.error_report.working_days"),
    ("errors.md", r"warns on the (\d+)th day", "ripa.error_report.warned_working_days"),
    ("foi.md", r"£(\d+) for councils", "foia.cost_limit.local_authority_pounds"),
    ("foi.md", r"\(£(\d+) for central government\)", "foia.cost_limit.central_government_pounds"),
    ("foi.md", r"at £(\d+) an hour", "foia.cost_limit.hourly_rate_pounds"),
    ("foi.md", r"at most \d+ more, (\d+) in all", "foia.public_interest_extension.total_working_days"),
    ("foi.md", r"Cells under (\d+) are held back", "authority.small_numbers.below"),
    ("surveillance.md", r"cost limit £(\d+)", "foisa.cost_limit.local_authority_pounds"),
    ("surveillance.md", r"up to £(\d+) an hour", "foisa.cost_limit.hourly_rate_pounds"),
    ("surveillance.md", r"asked for within (\d+); no longer time", "foisa.internal_review.request_working_days"),
    ("triage.md", r"answered again within (\d+) working day", "authority.triage.again_within_working_days"),
    ("drift.md", r"in the last (\d+) days", "authority.drift.window_days"),
    ("drift.md", r"(\d+) or more other people recorded", "authority.drift.collateral_handles"),
    ("forms.md", r"from and to \(at most (\d+) months", "authority.non_ripa.duration_months"),
    ("registers.md", r"day of review, at least every (\d+) months", "authority.review.covert_profile_months"),
]  # fmt: skip


def page(name):
    return (PAGES / name).read_text(encoding="utf-8")


def rows(name, heading):
    """The rows of the table under a heading, cell by cell."""
    text = page(name).split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in table]


@each(("name", "words", "parameter_name"), SAID)
def test_a_number_on_a_page_is_the_number_of_the_code(name, words, parameter_name):
    found = re.findall(words, " ".join(page(name).split()))
    assert found, f"{name} no longer says {words}"
    assert {int(one) for one in found} == {parameter(parameter_name, on=TODAY)}


def test_the_worked_dates_of_an_authorisation_are_those_of_the_code():
    worked = rows("durations.md", "Worked dates")
    assert len(worked) == 13
    for ordered, months, ends in worked:
        kind = "directed_surveillance" if months == "3" else "chis"
        born = YOUNG if "juvenile" in months else None
        end = authorisation_ends(date.fromisoformat(ordered), kind=kind, nation="england", born=born)
        assert end.on.isoformat() == ends, ordered


def test_the_worked_dates_of_an_answer_are_those_of_the_code():
    worked = rows("foi.md", "Worked dates")
    assert len(worked) == 10
    for received, due, extended, note in worked:
        day, fees = date.fromisoformat(received), {}
        if note.startswith("fees notice"):
            fees = {"fee_notice": date(2026, 7, 8), "fee_paid": date(2026, 7, 22)}
        assert answer_due(day, regime="foia", **fees).on.isoformat() == due, received
        if extended:
            assert public_interest_extension(day, regime="foia").on.isoformat() == extended


@pytest.mark.parametrize("day", [date(2012, 11, 1), date(2015, 9, 30), date(2015, 10, 1), TODAY])
def test_the_exceptions_to_the_threshold_are_those_of_the_day(day):
    begun = [
        row[0].strip("()")
        for row in rows("surveillance.md", "Crime threshold")
        if datetime.strptime(row[2], "%d %B %Y").date() <= day  # noqa: DTZ007  # a day, not a moment
    ]
    assert tuple(begun) == parameter("ripa.crime_threshold.exceptions", on=day)


def test_every_worked_case_of_triage_is_on_the_page_and_in_the_tests():
    assert [row[0] for row in rows("triage.md", "Worked cases")] == list(CASES)
