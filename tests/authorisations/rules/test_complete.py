"""What an application still lacks, and which grounds are open to it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.each import each
from watchbook.authorisations.rules.complete import ApplicationFacts, ground_fits, grounds_of, what_is_missing

WHOLE = ApplicationFacts(
    kind="directed_surveillance",
    title="Market stalls",
    is_social_media=True,
    uses_company=False,
    is_confidential=False,
    ground="crime",
    offence="trade_marks.s92",
    why_not_ripa="",
    names_subjects=True,
    describes_others=False,
)
SOURCE = replace(
    WHOLE,
    kind="chis",
    source_born=date(2000, 1, 1),
    source_pseudonym="Robin",
    source_is_vulnerable=False,
    source_is_against_parent=False,
    has_handler=True,
    has_controller=True,
    has_record_keeper=True,
)


@pytest.mark.parametrize(
    "facts",
    [WHOLE, SOURCE, replace(WHOLE, kind="non_ripa", ground="outside", offence="", why_not_ripa="civil")],
)
def test_a_whole_application_lacks_nothing(facts):
    assert not what_is_missing(facts)


@each(
    ("facts", "change", "page"),
    [
        (WHOLE, {"title": " "}, "operation"),
        (WHOLE, {"is_social_media": None}, "operation"),
        (WHOLE, {"uses_company": None}, "activity"),
        (WHOLE, {"names_subjects": False}, "subjects"),
        (WHOLE, {"ground": ""}, "necessity"),
        (WHOLE, {"offence": ""}, "necessity"),
        (WHOLE, {"is_confidential": None}, "confidential_information"),
        (replace(WHOLE, kind="non_ripa"), {"why_not_ripa": ""}, "necessity"),
        (SOURCE, {"source_born": None}, "source"),
        (SOURCE, {"source_pseudonym": ""}, "source"),
        (SOURCE, {"source_is_vulnerable": None}, "source"),
        (SOURCE, {"source_is_against_parent": None}, "source"),
        (SOURCE, {"has_handler": False}, "source"),
        (SOURCE, {"has_controller": False}, "source"),
        (SOURCE, {"has_record_keeper": False}, "source"),
    ],
)
def test_each_thing_that_is_missing_is_named_with_its_page(facts, change, page):
    (missing,) = what_is_missing(replace(facts, **change))
    assert missing.page == page
    assert str(missing.says)


def test_people_who_are_only_described_are_enough():
    assert not what_is_missing(replace(WHOLE, names_subjects=False, describes_others=True))


def test_a_ground_other_than_crime_asks_no_offence():
    assert not what_is_missing(replace(SOURCE, ground="disorder", offence=""))


@pytest.mark.parametrize(
    ("kind", "ground", "nation", "fits"),
    [
        ("directed_surveillance", "public_health", "scotland", True),
        ("directed_surveillance", "public_health", "england", False),
        ("chis", "disorder", "wales", True),
        ("non_ripa", "outside", "wales", True),
        ("non_ripa", "crime", "scotland", False),
    ],
)
def test_the_grounds_are_the_nations(kind, ground, nation, fits):
    assert ground_fits(kind, ground, nation=nation) is fits


def test_the_usual_ground_stands_first():
    assert grounds_of("chis", nation="england") == ("crime", "disorder")
