"""The retention schedule as a request asks for it: which was followed on a day, as recorded by a moment, and what it lacks."""

from datetime import UTC, date, datetime

import pytest

from tests.given import AT
from tests.governance.signed import DECIDED, a_proposal, an_adopted_schedule, facts
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.retention_schedule import retention_adoption, retention_schedule
from watchbook.governance.retention_schedule.queries import (
    edition_by_reference,
    editions,
    schedule_in_force,
    versions_of,
)
from watchbook.governance.retention_schedule.retention_adoption import Paper
from watchbook.governance.retention_schedule.rules import AdoptionFacts
from watchbook.law.retention import required_classes, retention_classes

IN_FORCE = DECIDED.in_force_from


def test_nothing_is_in_force_before_anything_is_adopted(people):
    assert schedule_in_force(on=IN_FORCE) is None
    a_proposal(people)
    assert schedule_in_force(on=IN_FORCE) is None


def test_a_schedule_is_followed_from_its_day_with_every_class_in_the_order_of_a_records_life(people):
    adopted = an_adopted_schedule(people)
    assert schedule_in_force(on=date(2026, 1, 31)) is None
    found = schedule_in_force(on=IN_FORCE)
    assert (found.schedule, found.adoption, found.missing) == (adopted.schedule, adopted.adoption, ())
    assert [row.code for row in found.classes] == [one.code for one in retention_classes(on=IN_FORCE)]


def test_the_newest_of_several_is_followed_and_an_earlier_one_on_its_earlier_days(people):
    first = an_adopted_schedule(people, title="2026")
    later = AdoptionFacts(date(2026, 2, 20), date(2026, 3, 1), "Cabinet")
    second = an_adopted_schedule(people, title="2026 revised", decided=later)
    assert schedule_in_force(on=date(2026, 2, 28)).schedule == first.schedule
    assert schedule_in_force(on=date(2026, 3, 1)).schedule == second.schedule


def test_a_paper_that_leaves_classes_out_is_followed_and_says_which(people):
    paper = Paper("Old schedule", AdoptionFacts(date(2019, 3, 4), date(2019, 4, 1), "Committee"))
    retention_adoption.enter(paper, facts(code="look"), by=people.simon, at=AT)
    retention_adoption.enter(paper, facts(), by=people.simon, at=AT)
    found = schedule_in_force(on=date(2019, 10, 7))
    assert [row.code for row in found.classes] == ["look", "planning_file"]
    assert set(found.missing) == set(required_classes(on=date(2019, 10, 7))) - {"look"}
    assert edition_by_reference("RS-0001").missing(date(2019, 10, 7)) == found.missing


def test_as_at_a_moment_only_what_was_recorded_by_then_counts(people):
    first, second = datetime(2026, 2, 2, tzinfo=UTC), datetime(2026, 2, 9, tzinfo=UTC)
    with recorded_as_if_at(first):
        adopted = an_adopted_schedule(people)
    with recorded_as_if_at(second):
        retention_adoption.take_back(adopted.adoption, by=people.simon, at=AT)
    assert schedule_in_force(on=IN_FORCE, as_at=datetime(2026, 2, 1, tzinfo=UTC)) is None
    assert schedule_in_force(on=IN_FORCE, as_at=first).schedule == adopted.schedule
    assert schedule_in_force(on=IN_FORCE, as_at=second) is None
    assert schedule_in_force(on=IN_FORCE) is None


@pytest.mark.parametrize("count", [1, 4])
def test_the_queries_take_the_same_number_however_many_editions_there_are(
    people, django_assert_num_queries, count
):
    for number in range(count):
        an_adopted_schedule(people, title=f"Edition {number}")
    with django_assert_num_queries(3):
        schedule_in_force(on=IN_FORCE, as_at=None)
    with django_assert_num_queries(3):
        assert len(editions()) == count
    with django_assert_num_queries(3):
        versions_of("RS-0001")


def test_an_edition_that_was_taken_back_is_not_there_and_its_history_is(people):
    proposed = a_proposal(people)
    retention_schedule.take_back(proposed, by=people.winston, at=AT)
    assert editions() == []
    assert edition_by_reference(proposed.reference) is None
    assert len(versions_of(proposed.reference)) == 2 + len(retention_classes(on=AT.date()))
