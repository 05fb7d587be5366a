"""Very small numbers of covert sources: warned of as a total, kept back where they are of one kind, service or place."""

from datetime import date

import pytest

from tests.foi.checks.test_all import said
from watchbook.foi.checks.sources import few_sources

TODAY = date(2026, 11, 24)


def verdicts(question, answer, **options):
    return [one.blocks for one in few_sources([said("1", question, answer, **options)], on=TODAY)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many CHIS authorisations took effect?", "1 authorisation of a covert human intelligence source took effect."),
        ("How many authorisations of each kind?", "Directed surveillance: 14. One covert human intelligence source was authorised."),
        ("How many informants does the council run?", "Three."),
        ("Does the council use covert sources?", "Yes, two at present."),
    ],
)  # fmt: skip
def test_a_very_small_number_of_sources_is_warned_of(question, answer):
    assert verdicts(question, answer) == [False]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many juvenile CHIS authorisations were granted in 2026?", "1."),
        ("How many sources did Trading Standards authorise?", "Trading Standards: one covert source."),
        ("How many informants were there by ward?", "North 6, South 1."),
        ("Use of sources under 18 in 2025?", "There were two."),
        ("How many vulnerable people were used as covert human intelligence sources?", "4 people."),
    ],
)
def test_one_of_a_kind_a_service_or_a_place_is_kept_back(question, answer):
    (check,) = few_sources([said("1", question, answer)], on=TODAY)
    assert check.blocks
    assert "neither confirm nor deny" in check.message
    assert "fewer than 5" in check.message


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many CHIS authorisations took effect?", "None."),
        ("How many CHIS authorisations took effect?", "12 authorisations took effect in 2025."),
        ("How many juvenile CHIS authorisations were granted?", "Fewer than 5."),
        ("How long does a CHIS authorisation last?", "12 months, of a juvenile source 4 months."),
        ("How many officers are trained to handle CHIS?", "Two officers."),
        ("How many directed surveillance authorisations took effect?", "3 authorisations took effect."),
        ("Which sources of funding were used, and how many?", "Two."),
        ("How many data sources does the tool read?", "3."),
    ],
)
def test_nil_a_hidden_count_a_length_and_other_counts_are_not(question, answer):
    assert verdicts(question, answer) == []


KINDS = "How many authorisations of each kind were there in each year?"


@pytest.mark.parametrize(
    "table",
    [
        "Directed surveillance: 14\nCHIS: 2",
        "| Kind | 2024 | 2025 |\n|---|---|---|\n| Directed surveillance | 12 | 14 |\n| CHIS | 6 | 2 |",
        "| Year | Directed surveillance | CHIS |\n|---|---|---|\n| 2024 | 12 | 6 |\n| 2025 | 14 | 2 |",
        "Year,Directed surveillance,CHIS\n2024,12,6\n2025,14,2",
        "Year\tDirected surveillance\tCHIS\n2024\t12\t6\n2025\t14\t2",
        "Year; Directed surveillance; Covert human intelligence sources\n2025; 1,204; 3",
        "Covert human intelligence sources\n2024: 6\n2025: 1",
        "Year   Directed surveillance   CHIS\n2025   14   2",
    ],
)
def test_a_very_small_number_of_sources_in_a_table_is_warned_of(table):
    assert verdicts(KINDS, table) == [False]


@pytest.mark.parametrize(
    "table",
    [
        "Year,Directed surveillance,CHIS\n2024,2,16\n2025,3,12",
        "Kind,2024\nDirected surveillance,2\nCHIS,16",
        "Covert human intelligence sources\n2024: 6\n2025: 11\n\nDirected surveillance\n2024: 1",
        "Year | CHIS reviews | Directed surveillance\n2025 | 2 | 14",
        "Year,Directed surveillance,CHIS\n2025,3,fewer than 5",
    ],
)
def test_a_small_number_of_something_else_in_a_table_is_not(table):
    assert verdicts(KINDS, table) == []


def test_a_table_by_service_is_kept_back():
    assert verdicts(
        "How many were there by service?", "CHIS authorised by service\nHousing: 6\nPlanning: 1"
    ) == [True]
