"""The dated numbers of the law, each with its source."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.each import each
from tests.law.said import refusing
from watchbook.law.parameters import (
    NotInForce,
    UnknownParameter,
    choosing,
    entries_in,
    entry_on,
    names,
    number,
    parameter,
    parameter_entries,
    parameter_entry,
    parameter_names,
    supposing,
)
from watchbook.law.provisions import provision
from watchbook.law_words.refusals import words_of

TODAY = date(2026, 11, 24)


@each(
    ("name", "value"),
    [
        ("foia.time_for_compliance.working_days", 20),
        ("foia.public_interest_extension.total_working_days", 40),
        ("foia.public_interest_extension.refusal_notice_working_days", 20),
        ("foia.fees_notice.lapse_months", 3),
        ("foia.internal_review.request_working_days", 40),
        ("foia.internal_review.target_working_days", 20),
        ("foia.internal_review.limit_working_days", 40),
        ("foia.commissioner.complaint_weeks", 6),
        ("foia.aggregation.working_days", 60),
        ("foia.cost_limit.local_authority_pounds", 450),
        ("foia.cost_limit.central_government_pounds", 600),
        ("foia.cost_limit.hourly_rate_pounds", 25),
        ("eir.time_for_compliance.working_days", 20),
        ("eir.extension.total_working_days", 40),
        ("eir.internal_review.request_working_days", 40),
        ("eir.internal_review.limit_working_days", 40),
        ("foisa.time_for_compliance.working_days", 20),
        ("foisa.internal_review.request_working_days", 40),
        ("foisa.internal_review.limit_working_days", 20),
        ("foisa.cost_limit.local_authority_pounds", 600),
        ("foisa.cost_limit.hourly_rate_pounds", 15),
        ("eisr.time_for_compliance.working_days", 20),
        ("eisr.extension.total_working_days", 40),
        ("ropsi.time_for_answering.working_days", 20),
        ("ripa.directed_surveillance.duration_months", 3),
        ("ripa.chis.duration_months", 12),
        ("ripa.chis.juvenile_duration_months", 4),
        ("ripsa.directed_surveillance.duration_months", 3),
        ("ripsa.chis.duration_months", 12),
        ("ripsa.chis.juvenile_duration_months", 1),
    ],
)
def test_the_law_today(name, value):
    assert number(name, on=TODAY) == value


def test_450_pounds_at_25_an_hour_are_18_hours():
    pounds = number("foia.cost_limit.local_authority_pounds", on=TODAY)
    assert pounds / number("foia.cost_limit.hourly_rate_pounds", on=TODAY) == 18


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2000, 11, 6), 1), (date(2018, 7, 19), 1), (date(2018, 7, 20), 4), (TODAY, 4)],
)
def test_a_juvenile_source_lasted_one_month_until_20_july_2018_and_four_since(day, months):
    assert parameter("ripa.chis.juvenile_duration_months", on=day) == months


@pytest.mark.parametrize(
    ("day", "body"),
    [
        (date(2017, 8, 31), "Office of Surveillance Commissioners"),
        (date(2017, 9, 1), "Investigatory Powers Commissioner's Office"),
    ],
)
def test_ipco_took_over_from_the_surveillance_commissioners_on_1_september_2017(day, body):
    assert parameter("ripa.oversight.body", on=day) == body


@pytest.mark.parametrize(
    ("day", "is_needed"), [(date(2012, 10, 31), False), (date(2012, 11, 1), True), (TODAY, True)]
)
def test_judicial_approval_is_needed_since_1_november_2012(day, is_needed):
    assert parameter("ripa.judicial_approval.is_needed", on=day) is is_needed


def test_no_judicial_approval_is_needed_in_scotland():
    assert parameter("ripsa.judicial_approval.is_needed", on=TODAY) is False


@pytest.mark.parametrize("day", [date.min, date(2000, 9, 24)])
def test_before_its_first_day_a_value_is_not_in_force_and_the_refusal_says_since_when(day):
    with pytest.raises(NotInForce) as refused:
        parameter("ripa.directed_surveillance.duration_months", on=day)
    what, why, next_step = words_of(refused.value)
    assert what.startswith("The rules in Watchbook begin on Monday 25 September 2000 and do not cover ")
    assert why == "The earliest rule on this point is RIPA 2000 s.43(3)."
    assert "solicitor" in next_step
    assert "directed_surveillance" not in f"{what} {why} {next_step}"


def test_after_its_last_day_a_value_is_no_longer_in_force(tmp_path):
    (tmp_path / "act").mkdir()
    (tmp_path / "act" / "subject.toml").write_text(
        "[[ranks]]\nfrom = 2010-04-06\nuntil = 2020-12-31\nvalue = ['Director']\n"
        "source = 'SI 2010/521'\nprovision = 'ripa'\n"
        "[[ranks]]\nfrom = 2001-01-01\nuntil = 2009-12-31\nvalue = ['Assistant Chief Officer']\n"
        "source = 'before'\nprovision = 'ripa'\n"
    )
    entries = entries_in(tmp_path)["act.subject.ranks"]
    assert entry_on(entries, on=date(2020, 12, 31)).value == ("Director",)
    assert entry_on(entries, on=date(2009, 12, 31)).value == ("Assistant Chief Officer",)
    for day, until in ((date(2021, 1, 1), "2020"), (date(2010, 1, 1), "2009")):
        with refusing(NotInForce, match=f"Watchbook end on .* 31 December {until} and do not cover"):
            entry_on(entries, on=day)


def test_an_unknown_name_is_a_mistake_of_the_program():
    with pytest.raises(UnknownParameter, match=re.escape("'foia.no.such'")):
        parameter("foia.no.such", on=TODAY)


@pytest.mark.parametrize("name", ["ripa.oversight.body", "ripa.judicial_approval.is_needed"])
def test_what_is_no_number_is_not_read_as_one(name):
    with pytest.raises(TypeError, match="not a whole number"):
        number(name, on=TODAY)
    with pytest.raises(TypeError, match="not a list of names"):
        names("foia.time_for_compliance.working_days", on=TODAY)


def test_an_entry_carries_the_source_that_an_explanation_cites():
    entry = parameter_entry("foia.time_for_compliance.working_days", on=TODAY)
    assert (entry.source, entry.provision, entry.verified) == ("FOIA 2000 s.10(1)", "foia.s10.1", True)


# What docs/law/README.md calls not verified, or what was read in no source.
@each(
    "name",
    [
        "foia.public_interest_extension.total_working_days",
        "foia.fees_notice.lapse_months",
        "foia.internal_review.target_working_days",
        "foia.internal_review.limit_working_days",
        "foia.commissioner.complaint_weeks",
        "eir.time_for_compliance.working_days",
        "eir.extension.total_working_days",
        "eir.clarification.restarts",
        "foisa.time_for_compliance.working_days",
        "foisa.cost_limit.local_authority_pounds",
        "eisr.time_for_compliance.working_days",
        "eisr.extension.total_working_days",
        "ropsi.time_for_answering.working_days",
        "ripa.chis.juvenile_duration_months",
        "ripsa.directed_surveillance.duration_months",
    ],
)
def test_what_is_from_memory_is_not_called_verified(name):
    assert not parameter_entry(name, on=TODAY).verified


@each("name", parameter_names())
def test_every_value_has_its_source_its_provision_and_no_overlap_or_gap(name):
    entries = parameter_entries(name)
    assert name.count(".") == 2
    for entry in entries:
        assert entry.source
        assert provision(entry.provision).title
        assert type(entry.value) in (int, str, bool, tuple)
    for earlier, later in pairwise(entries):
        assert earlier.until == later.since - timedelta(days=1)


def test_what_the_authority_chose_stands_within_and_a_trial_stands_over_it():
    name, on = "authority.drift.red_look", date(2026, 3, 3)
    by_law = number(name, on=on)
    with choosing({name: 2}):
        assert number(name, on=on) == 2
        with supposing({name: 1}):
            assert number(name, on=on) == 1
        assert number(name, on=on) == 2
    assert number(name, on=on) == by_law
    with pytest.raises(TypeError, match="takes a value like"), choosing({name: "two"}):
        pass
