"""What an open request holds where it is not clear what it is about, or of which days: more, until two people confirm."""

import pytest

from tests import given
from tests.foi.answering import place, received
from tests.foi.test_request_hold import LETTERS, held_by_sql, looked_at
from watchbook.foi import request_hold
from watchbook.foi.draft import topic_choice

ALL_THAT_MAY_BE_MEANT = [
    "List every Facebook account viewed by your officers, with dates",
    "All recorded information about surveillance of social media.",
    "Under FOI: any and all records about social media monitoring",
    "Give me everything on RIPA.",
    "Copies of all looks made since 2020 please",
    "How many looks were made?",
    "Anfonwch bob cofnod o edrych ar gyfryngau cymdeithasol gan y cyngor, os gwelwch yn dda.",
    "Faint o weithiau yr edrychodd y cyngor ar y cyfryngau cymdeithasol?",
    "Please send me your log of looks at social media for 2024 to 2026.",
]
OF_ALL_TIMES = [
    "1. How often did the council look at social media in 2024 (and, if different, in 2019)?",
    "1. How often did the council look at social media in 2025/26 and in every earlier year?",
    "1. Following the election of 2 May 2024, how often do officers look at social media?",
]


@pytest.mark.parametrize("text", ALL_THAT_MAY_BE_MEANT)
def test_in_doubt_it_holds_looks_and_authorisations_until_its_topics_are_confirmed(people, text):
    (look,) = looked_at(people, (2025, 12, 31))
    row = received(people, text)
    assert {"looks.look", "authorisations.authorisation"} <= request_hold.tables_held(row)
    assert look.id in request_hold.why_held([look.id])
    assert held_by_sql("looks_look", look.id)
    for one in row.questions.all():
        where = {"start": one.start, "end": one.end}
        for half in range(one.halves):
            topic_choice.choose(row, **where, half=half, topic=LETTERS, by=people.bryn, at=given.AT)
    assert look.id in request_hold.why_held([look.id]), "one person alone ends no hold"
    for one in row.questions.all():
        for half in range(one.halves):
            told = {"start": one.start, "end": one.end, "half": half, "topic": LETTERS}
            topic_choice.choose(row, **told, by=people.fatima, at=given.AT)
    assert (look.id in request_hold.why_held([look.id])) != row.questions.exists()


ABOUT_SOMETHING_ELSE = [
    "1. How many online payments for parking did the council take in 2025?",
    "How many residents pay online for garden waste? Please send the figures.",
    "1. It looks like the park gates were shut early. Who decided that?",
    "Please send the number of forms filled in with the online form for missed bins.",
]
STILL_IN_DOUBT = [
    "1. How many online payments did you take, and do officers search online for the people who pay?",
    "How often do officers go online to check on people who claim a discount?",
    "1. How often have staff looked at the online presence of residents who apply online?",
    "List all looks, please, with the date of each.",
]


@pytest.mark.parametrize("text", ABOUT_SOMETHING_ELSE)
def test_a_request_about_payments_online_holds_no_look(people, text):
    (look,) = looked_at(people, (2025, 12, 31))
    row = received(people, text)
    assert request_hold.tables_held(row) == set()
    assert request_hold.why_held([look.id]) == {}
    assert not held_by_sql("looks_look", look.id)


@pytest.mark.parametrize("text", STILL_IN_DOUBT)
def test_the_same_words_about_people_hold_all_looks(people, text):
    (look,) = looked_at(people, (2025, 12, 31))
    received(people, text)
    assert look.id in request_hold.why_held([look.id])
    assert held_by_sql("looks_look", look.id)


@pytest.mark.parametrize(("text", "day"), list(zip(OF_ALL_TIMES, [2022, 2012, 2025], strict=True)))
def test_it_holds_what_lies_between_and_beyond_the_days_named(people, text, day):
    (look,) = looked_at(people, (day, 6, 1))
    row = received(people, text)
    topic_choice.choose(row, **place(row), topic="how_often", by=people.bryn, at=given.AT)
    assert held_by_sql("looks_look", look.id)
