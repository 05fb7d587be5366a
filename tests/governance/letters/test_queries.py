"""Reading the register of letters: as a list, one letter, and as at a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests import given
from tests.given import AT, particulars
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.letters.queries import (
    letter_by_reference,
    letters,
    letters_without_an_answer,
    surveillance_commissioner_letters_on_social_media,
)

RECORDED, CORRECTED, SIGNED, REPLIED = (datetime(2026, month, 1, 9, 0, tzinfo=UTC) for month in (3, 4, 5, 6))
TICK = timedelta(microseconds=1)


@pytest.fixture
def a_story(people):
    """A letter recorded in March, corrected in April, signed for in May, found answered in June."""
    with recorded_as_if_at(RECORDED):
        letter = given.a_letter(people)
    with recorded_as_if_at(CORRECTED):
        newer = letter_received.correct(
            letter, particulars(subject="Corrected"), file=None, by=people.helen, at=AT
        )
    with recorded_as_if_at(SIGNED):
        letter_received.confirm_no_reply(newer, by=people.simon, at=AT)
    with recorded_as_if_at(REPLIED):
        letter_received.answer(newer, sent_on=date(2017, 4, 3), file=None, by=people.simon, at=AT)


def told(as_at):
    """Subject and answer of each letter as at a moment."""
    return [
        (entry.letter.subject, entry.answer.kind if entry.answer else None) for entry in letters(as_at=as_at)
    ]


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (RECORDED - TICK, []),
        (RECORDED, [("Social media in investigations", None)]),
        (CORRECTED - TICK, [("Social media in investigations", None)]),
        (CORRECTED, [("Corrected", None)]),
        (SIGNED - TICK, [("Corrected", None)]),
        (SIGNED, [("Corrected", "no_reply")]),
        (REPLIED - TICK, [("Corrected", "no_reply")]),
        (REPLIED, [("Corrected", "replied")]),
        (None, [("Corrected", "replied")]),
    ],
)
def test_a_letter_is_told_as_it_was_recorded_by_a_moment(a_story, as_at, expected):
    assert told(as_at) == expected


def test_every_version_of_a_letter_and_of_its_answer_is_there_in_order(a_story):
    versions = LetterReceived.objects.versions(reference="L-0001")
    answers = LetterAnswer.objects.versions(letter_reference="L-0001")
    assert [version.subject for version in versions] == ["Social media in investigations", "Corrected"]
    assert [answer.kind for answer in answers] == ["no_reply", "replied"]
    assert LetterReceived.objects.versions(reference="L-0002") == []


def test_letters_come_in_the_order_of_their_dates(people):
    given.a_letter(people, dated_on=date(2017, 3, 22))
    given.a_letter(people, dated_on=date(2016, 1, 1))
    given.a_letter(people, dated_on=date(2016, 1, 1))
    assert [entry.letter.reference for entry in letters()] == ["L-0002", "L-0003", "L-0001"]


def test_a_letter_is_found_by_its_reference_in_its_newest_version(a_story):
    assert letter_by_reference("L-0001").letter.subject == "Corrected"
    assert letter_by_reference("L-0009") is None


def test_the_commissioners_letters_on_social_media_are_those_of_the_osc_that_concern_it(people):
    wanted = given.a_letter(people)
    given.a_letter(people, sender="ipco")
    given.a_letter(people, concerns_social_media=False)
    found = surveillance_commissioner_letters_on_social_media(as_at=None)
    assert [entry.letter for entry in found] == [wanted]


def test_letters_that_nobody_answered_or_signed_for_wait(people):
    given.a_letter_with_reply(people)
    given.a_letter_without_reply(people)
    waiting = given.a_letter(people)
    assert list(letters_without_an_answer()) == [waiting]


def test_letters_take_two_queries_however_many_there_are(people, django_assert_num_queries):
    for count in (2, 50):
        while LetterReceived.objects.count() < count:
            given.a_letter_without_reply(people)
        for as_at in (None, datetime(2027, 1, 1, tzinfo=UTC)):
            with django_assert_num_queries(2):
                found = [
                    (row.letter.recorded_by.name, row.answer.recorded_by.name) for row in letters(as_at=as_at)
                ]
            assert found == [("Helen", "Simon")] * count


def test_a_moment_in_another_time_zone_is_the_same_moment(a_story):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Tokyo'")
    assert told(CORRECTED) == [("Corrected", None)]
