"""Which queries a listening project may have: service words of its topics, and its wards."""

import pytest

from tests.each import each
from watchbook.listening.cleaning import first_names
from watchbook.listening.public_words import SAID_OF_SERVICES
from watchbook.listening.search_query import places_looked_for, why_not_placed, why_not_query
from watchbook.listening.taxonomy import TITLES, taxonomy

# Words of services that are also given names; none may be in the list, or two words of it could name a person.
GIVEN_NAMES = (
    "bill grace grant mark rose summer will art pat sue rob penny holly heather robin jack frank dawn joy hope ivy may june"
    " april august dale glen drew chase max miles cliff rusty lily olive violet hazel ash basil rowan bin-laden"
)


@pytest.mark.parametrize(
    "query",
    [
        "missed bins",
        "Recycling LATE",
        "#bins",
        'bin "Acton Ward"',
        "gwastraff hwyr",
        "ｂｉｎｓ",
        "“acton ward” bin",
    ],
)
def test_service_words_of_the_topics_and_declared_wards_may_be_searched(query):
    assert why_not_query(query, 3, topics=["waste"], places=["Acton ward"]) is None


@each(
    ("query", "why", "word"),
    [
        ("Jane Doe bins", "may be the name", "jane"),
        ("bins JANE", "may be the name", "jane"),
        ("bins O’Neil", "may be the name", "o'neil"),
        ("bins {number}", "may be the name", "{number}"),
        ("bins from:janedoe", "may be the name", "from:janedoe"),
        ("bins OR jane", "may be the name", "or"),
        ("bins*", "may be the name", "bins*"),
        ("bins\u200bjane", "may be the name", "bins\u200bjane"),
        ("b\u0456ns", "may be the name", "b\u0456ns"),  # a Cyrillic letter
        ("bins 12", "may be the name", "12"),
        ("bins CH5", "may be the name", "ch5"),
        ("Dafydd ap Gwilym", "may be the name", "dafydd"),
        ("@janedoe bins", "handle", "@janedoe"),
        ("bins ＠janedoe", "handle", "@janedoe"),
        ("jane@example.org", "handle", "jane@example.org"),
        ("bins protest", "protest", "protest"),
        ("#Save library", "protest", "save"),
        ("stop bins", "protest", "stop"),
        ("bins residents", "group", "residents"),
        ("Unite union bins", "group", "union"),
        ('bins "Jane Doe"', "not one of the project’s places", "jane doe"),
        ('bins "Jane Doe ward"', "not one of the project’s places", "jane doe ward"),
        ('bins "acton ward', "may be the name", '"acton'),
        ("pothole", "may be the name", "pothole"),  # of another topic
        ("late council", "no word from the project’s topics", ""),
        ('"Acton ward"', "no word from the project’s topics", ""),
    ],
)
def test_a_query_that_may_name_somebody_a_group_or_a_protest_is_refused_with_the_word(query, why, word):
    refusal = why_not_query(query, 3, topics=["waste"], places=["Acton ward"])
    assert refusal.startswith("Query 3 ")
    assert why in refusal
    assert (f"“{word}”" in refusal) if word else "“" not in refusal


def test_the_words_of_topics_are_no_names_no_groups_and_no_protests():
    every = frozenset().union(taxonomy().said, *taxonomy().topics.values())
    assert not every & (set(GIVEN_NAMES.split()) | taxonomy().protests | taxonomy().groups)
    assert not (every | taxonomy().plain) & (set(GIVEN_NAMES.split()) | first_names() | taxonomy().groups)
    assert not taxonomy().plain & taxonomy().protests - SAID_OF_SERVICES
    assert set(TITLES) == set(taxonomy().topics)
    assert all(taxonomy().topics.values())


@each(
    ("queries", "places", "why"),
    [
        (["missed bins"], ["Acton ward"], "Query 1 does not name any of the project’s places"),
        (['bins "Acton ward"', "#bins late"], ["Acton ward"], "Query 2 does not name any"),
        (["bins “acton  WARD”"], ["Acton ward", "Ward y Plas"], "No query names “Ward y Plas”"),
    ],
)
def test_a_place_that_changes_nothing_in_what_is_counted_is_refused_and_not_published(queries, places, why):
    assert why in why_not_placed(queries, places)
    assert places_looked_for(queries, places) == []


def test_each_query_of_a_project_about_places_looks_for_one_of_them():
    queries, places = ["bins “acton  WARD”", 'late bins "Ward y Plas"'], ["Acton ward", "Ward y Plas"]
    assert places_looked_for(queries, places) == places
    assert why_not_placed(["missed bins"], []) is None
