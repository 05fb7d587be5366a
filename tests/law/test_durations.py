"""How long an authorisation lasts (RIPA s.43(3), RIP(S)A)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.law.said import refusing
from watchbook.law.counting import CannotBeCounted
from watchbook.law.durations import ACTS, KINDS, authorisation_ends, is_juvenile
from watchbook.law.parameters import NotInForce
from watchbook.law_words.explanations import sentence, sentences

JP_ORDER = date(2026, 2, 12)


@pytest.mark.parametrize("nation", list(ACTS))
def test_directed_surveillance_lasts_three_months_beginning_with_the_day_it_takes_effect(nation):
    end = authorisation_ends(JP_ORDER, kind="directed_surveillance", nation=nation)
    assert end.on == date(2026, 5, 11)


@pytest.mark.parametrize("nation", list(ACTS))
def test_an_adult_source_lasts_twelve_months(nation):
    born = date(2000, 1, 1)
    assert authorisation_ends(JP_ORDER, kind="chis", nation=nation, born=born).on == date(2027, 2, 11)
    assert authorisation_ends(JP_ORDER, kind="chis", nation=nation).on == date(2027, 2, 11)


@each(
    ("nation", "first_day", "last_day"),
    [
        ("england", JP_ORDER, date(2026, 6, 11)),
        ("wales", date(2026, 10, 31), date(2027, 2, 28)),
        ("northern_ireland", JP_ORDER, date(2026, 6, 11)),
        ("england", date(2018, 7, 19), date(2018, 8, 18)),
        ("england", date(2018, 7, 20), date(2018, 11, 19)),
        ("scotland", JP_ORDER, date(2026, 3, 11)),
        ("scotland", date(2017, 12, 10), date(2018, 1, 9)),
        ("scotland", date(2018, 7, 20), date(2018, 8, 19)),
    ],
)
def test_a_juvenile_source_lasts_four_months_since_july_2018_but_one_before_and_in_scotland(
    nation, first_day, last_day
):
    assert authorisation_ends(first_day, kind="chis", nation=nation, born=date(2011, 1, 1)).on == last_day


@pytest.mark.parametrize(
    ("first_day", "juvenile"), [(date(2026, 2, 11), True), (JP_ORDER, False), (date(2026, 2, 13), False)]
)
def test_age_is_judged_on_the_day_of_the_grant_or_renewal(first_day, juvenile):
    born = date(2008, 2, 12)
    assert is_juvenile(born, on=first_day, act="ripa") is juvenile
    months = 4 if juvenile else 12
    text = sentences(authorisation_ends(first_day, kind="chis", nation="england", born=born))[-1]
    assert f"lasts {months} months" in text


def test_a_source_who_comes_of_age_between_grant_and_order_is_a_juvenile_of_the_grant():
    born, granted_on = date(2008, 2, 11), date(2026, 2, 10)
    end = authorisation_ends(JP_ORDER, kind="chis", nation="england", born=born, granted_on=granted_on)
    assert end.on == date(2026, 6, 11)
    assert authorisation_ends(JP_ORDER, kind="chis", nation="england", born=born).on == date(2027, 2, 11)


def test_a_source_born_on_29_february_is_juvenile_until_1_march():
    born = date(2008, 2, 29)
    assert is_juvenile(born, on=date(2026, 2, 28), act="ripa")
    assert not is_juvenile(born, on=date(2026, 3, 1), act="ripsa")


def test_since_november_2012_the_first_day_is_the_day_of_the_approving_order():
    said = authorisation_ends(JP_ORDER, kind="directed_surveillance", nation="england").explanation
    assert "approving order" in sentence(said[0])
    assert said[0].provision == "ripa.s32A.2"
    assert "ceases at the end of Monday 11 May 2026" in sentence(said[-1])
    assert said[-1].provision == "ripa.s43.3"


@pytest.mark.parametrize(("nation", "first_day"), [("england", date(2012, 10, 31)), ("scotland", JP_ORDER)])
def test_where_no_court_approves_the_first_day_is_the_day_of_the_grant(nation, first_day):
    end = authorisation_ends(first_day, kind="directed_surveillance", nation=nation)
    assert "No judicial approval was needed" in sentence(end.explanation[0])


def test_the_explanation_says_how_the_age_mattered_and_what_is_to_be_confirmed():
    born = date(2011, 1, 1)
    juvenile = authorisation_ends(JP_ORDER, kind="chis", nation="england", born=born).explanation
    assert "under 18 on Thursday 12 February 2026: a juvenile source" in sentence(juvenile[1])
    assert not juvenile[1].verified
    assert juvenile[2].provision == "ripa.juveniles_order_2018"
    adult = authorisation_ends(JP_ORDER, kind="chis", nation="england", born=date(2000, 1, 1)).explanation
    assert "is 18 or older" in sentence(adult[1])
    unknown = authorisation_ends(JP_ORDER, kind="chis", nation="england").explanation
    assert "source to be an adult" in sentence(unknown[1])
    directed = authorisation_ends(JP_ORDER, kind="directed_surveillance", nation="england", born=born)
    assert directed.on == date(2026, 5, 11)
    assert "makes no difference" in sentence(directed.explanation[1])


def test_a_source_cannot_be_born_after_the_authorisation():
    with refusing(CannotBeCounted, match="Correct one of the two dates"):
        authorisation_ends(JP_ORDER, kind="chis", nation="england", born=date(2026, 2, 13))


@pytest.mark.parametrize(
    ("nation", "first_day"), [("england", date(2000, 9, 24)), ("scotland", date(2000, 12, 31))]
)
def test_before_the_act_there_was_nothing_to_last(nation, first_day):
    with pytest.raises(NotInForce):
        authorisation_ends(first_day, kind="directed_surveillance", nation=nation)


@given(
    first_day=st.dates(min_value=date(2001, 1, 1), max_value=date(2100, 1, 1)),
    kind=st.sampled_from(KINDS),
    nation=st.sampled_from(list(ACTS)),
    born=st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2001, 1, 1)),
)
def test_every_authorisation_ends_after_it_began_and_within_a_year_with_its_reasons(
    first_day, kind, nation, born
):
    end = authorisation_ends(first_day, kind=kind, nation=nation, born=born)
    assert 27 <= (end.on - first_day).days <= 365
    assert all(said.endswith(").") for said in sentences(end))
