"""What the disclosure log says of a matter already: the same topic, the same time, another request, not taken back."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from tests import given
from tests.foi.answering import answered, place, received, searched
from watchbook.audit_log.record import record
from watchbook.foi.disclosure_log.publication import PUBLISHED, WITHDRAWN
from watchbook.foi.draft import topic_choice
from watchbook.foi.published import Publication, Withdrawal
from watchbook.foi.queries import published_before, shown, years
from watchbook.reading.times.period import Period

YEAR = Period(first_on=date(2025, 1, 1), last_on=date(2025, 12, 31))
DAYS = {"from": "2025-01-01", "to": "2025-12-31"}


def publish(
    people,
    *,
    reference="DL-0001",
    request="FOI-0009",
    edition=1,
    topic="dpia",
    period=DAYS,
    value=3,
    first=date(2026, 1, 9),
):
    """An edition of an entry, as its table keeps it; publishing has tests of its own."""
    said = {"number": "1", "topic": topic, "answer": f"{value} were made.", "value": value, "period": period}
    row = Publication.objects.create(
        reference=reference,
        request_reference=request,
        edition=edition,
        title="Looks",
        answers=[said],
        published_on=date(2026, 1, 9),
        first_published_on=first,
        received_on=date(2026, 1, 9),
        answered_on=date(2026, 1, 9),
        licence="ogl",
        requester_is_out=True,
        persons_are_out=True,
        recorded_by=people.bryn,
    )
    with transaction.atomic():
        record(PUBLISHED, subject=row, by=people.bryn, at=given.AT)
    return row


def asked(people, period=YEAR):
    """A request of which an officer said that it is about assessments, of a year or of no time."""
    row = received(people)
    topic_choice.choose(row, **place(row), topic="dpia", by=people.bryn, at=given.AT)
    searched(row, people)
    found = answered(row)
    return row, [replace(found, finding=replace(found.finding, period=period))]


def test_the_same_matter_of_the_same_time_is_found_with_its_figure(people):
    publish(people)
    row, answers = asked(people)
    (found,) = published_before(row, asked=[(one.topic, one.finding.period) for one in answers])
    assert (found.reference, found.topic, found.value, found.published_on) == (
        "DL-0001", "dpia", 3, date(2026, 1, 9),
    )  # fmt: skip


def test_another_time_another_topic_or_none_is_another_matter(people):
    publish(people, reference="DL-0001", period=None)
    publish(people, reference="DL-0002", period=DAYS | {"to": "2025-06-30"})
    publish(people, reference="DL-0003", topic="pia")
    publish(people, reference="DL-0004", topic=None)
    row, answers = asked(people)
    assert published_before(row, asked=[(one.topic, one.finding.period) for one in answers]) == []
    _, timeless = asked(people, period=None)
    assert [
        one.reference
        for one in published_before(row, asked=[(one.topic, one.finding.period) for one in timeless])
    ] == ["DL-0001"]


def test_only_the_newest_edition_counts_and_nothing_that_was_taken_back(people):
    publish(people, value=3)
    publish(people, edition=2, value=4)
    gone = publish(people, reference="DL-0002", value=9)
    taken_back = Withdrawal.objects.create(
        publication=gone, withdrawn_on=date(2026, 2, 1), reason="An error.", recorded_by=people.bryn
    )
    with transaction.atomic():
        record(WITHDRAWN, subject=taken_back, by=people.bryn, at=given.AT)
    row, answers = asked(people)
    assert [
        one.value for one in published_before(row, asked=[(one.topic, one.finding.period) for one in answers])
    ] == [4]


def test_what_was_published_of_the_request_itself_is_not_held_against_it(people):
    row, answers = asked(people)
    publish(people, request=row.reference)
    assert published_before(row, asked=[(one.topic, one.finding.period) for one in answers]) == []


def test_an_edition_of_before_its_first_day_was_kept_counts_from_its_own(people):
    publish(people, first=None)
    publish(people, reference="DL-0002", first=date(2025, 12, 30))
    assert [one.reference for one in shown()] == ["DL-0001", "DL-0002"]
    assert [one.reference for one in shown(year=2026)] == ["DL-0001"]
    assert years() == [2026, 2025]
