"""The register of offences and the crime threshold (SI 2010/521 art 7A)."""

from datetime import date

import pytest

from tests.each import each
from watchbook.law.durations import ACTS
from watchbook.law.offences import (
    UnknownOffence,
    latest,
    needs_threshold,
    offence,
    offence_ids,
    offences,
    threshold,
)
from watchbook.law.parameters import number, parameter

TODAY = date(2026, 11, 25)


def stands(name, *, nation="england", on=TODAY):
    return threshold(offence(name, on=on), nation=nation, on=on)


def test_the_register_holds_at_least_sixty_offences_each_with_its_source():
    assert len(offence_ids()) >= 60
    assert len(offences(on=TODAY)) >= 60
    for name in offence_ids():
        one = latest(name)
        assert one.act in one.source
        assert one.verified or one.note
        assert set(one.nations) <= set(ACTS)
        assert one.until is None or one.since <= one.until


@each(
    ("name", "day", "nation", "says"),
    [
        ("trade_marks_act_1994_s92", TODAY, "wales", "by_penalty"),
        ("environmental_protection_act_1990_s87", TODAY, "england", "below"),
        ("environmental_protection_act_1990_s87", date(2012, 10, 31), "england", "none_then"),
        ("environmental_protection_act_1990_s87", TODAY, "scotland", "none_there"),
        ("environmental_protection_act_1990_s87", TODAY, "northern_ireland", "none_there"),
        ("consumer_protection_act_1987_s12", TODAY, "england", "by_penalty"),
        ("social_security_act_1992_s112", TODAY, "england", "below"),
        ("licensing_act_2003_s146", date(2012, 11, 1), "england", "by_exception"),
        ("licensing_act_2003_s147", TODAY, "england", "by_exception"),
        ("licensing_act_2003_s147a", TODAY, "england", "by_exception"),
        ("licensing_act_2003_s149", TODAY, "england", "below"),
        ("children_act_1933_s7", date(2026, 6, 28), "england", "by_exception"),
        ("children_act_1933_s7", date(2026, 6, 29), "england", "unclear"),
        ("children_and_families_act_2014_s91", date(2015, 10, 1), "wales", "by_exception"),
        ("children_and_families_act_2014_s92", date(2026, 6, 29), "wales", "unclear"),
        ("tobacco_and_vapes_act_2026_sales", TODAY, "england", "unclear"),
        ("waste_northern_ireland_1997_art4", TODAY, "england", "elsewhere"),
    ],
)
def test_how_an_offence_stands_to_the_threshold(name, day, nation, says):
    assert stands(name, nation=nation, on=day) == says


def test_an_offence_is_one_only_on_its_days_and_with_that_days_penalty():
    assert offence("fraud_act_2006_s2", on=date(2007, 1, 14)) is None
    assert offence("unfair_trading_regulations_2008", on=date(2025, 4, 6)) is None
    assert offence("animal_welfare_act_2006_s4", on=date(2021, 6, 28)).greatest_months == 6
    assert offence("animal_welfare_act_2006_s4", on=date(2021, 6, 29)).greatest_months == 60
    assert latest("animal_welfare_act_2006_s4").greatest_months == 60
    with pytest.raises(UnknownOffence):
        offence("witchcraft", on=TODAY)


def test_a_fine_only_offence_says_so_and_the_minor_ones_are_the_codes_own_examples():
    assert latest("environmental_protection_act_1990_s87").is_fine_only
    assert not latest("fraud_act_2006_s2").is_fine_only
    assert {name for name in offence_ids() if latest(name).is_minor} == {
        "criminal_damage_act_1971_s1", "vandalism_scotland_1995_s52",
        "environmental_protection_act_1990_s87", "dogs_fouling_act_1996_s3",
    }  # fmt: skip


def test_the_threshold_is_six_months_and_needed_where_and_since_when_the_order_says():
    assert number("ripa.crime_threshold.least_months", on=TODAY) == 6
    for nation in ACTS:
        assert needs_threshold(nation=nation, on=TODAY) == (nation in {"england", "wales"})
        assert not needs_threshold(nation=nation, on=date(2012, 10, 31))


def test_the_looks_are_counted_as_the_authority_proposes():
    assert number("authority.drift.amber_look", on=TODAY) == 2
    assert number("authority.drift.red_look", on=TODAY) == 3
    assert number("authority.drift.window_days", on=TODAY) == 28
    assert number("authority.drift.collateral_handles", on=TODAY) == 3
    assert parameter("authority.drift.kept_capture_is_amber", on=TODAY) is True
    assert number("authority.triage.again_within_working_days", on=TODAY) == 1


def test_a_list_of_the_law_that_is_no_list_is_a_mistake_of_the_program(monkeypatch):
    from watchbook.law import parameters as module

    monkeypatch.setattr(module, "parameter", lambda name, on: 1)
    with pytest.raises(TypeError, match="not a list"):
        needs_threshold(nation="england", on=TODAY)
