"""Disposal: what is due, where somebody is named, and that nothing of it can be read afterwards."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.authorisations import given, plans
from tests.log import everything
from watchbook.audit_log.models import Event, EventSecret
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.authorisations import application, covert_profile, disposal, reading
from watchbook.authorisations.exports import central_record_csv
from watchbook.authorisations.models import (
    ApplicantReport,
    ApplicationVersion,
    Authorisation,
    Cancellation,
    Comment,
    CovertProfile,
    Determination,
    Hearing,
    OvertPlan,
    ProfileCheck,
    Review,
)
from watchbook.authorisations.queries import central_record
from watchbook.files.store import the_store
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed

LATER = given.ORDERED + timedelta(days=30)
ONE_DAY = timedelta(days=1)
FAR = date(2040, 1, 1)
PAST_ITS_TIME = LATER.replace(year=LATER.year + 6)


def destroyed(*events):
    """Whether nobody can open what these events say of people."""
    for event in events:
        with pytest.raises(KeyDestroyed):
            personal_facts(event)
    return True


def test_an_authorisation_goes_with_its_decisions_and_its_key_and_leaves_what_statistics_ask(
    committed_people,
):
    people = committed_people
    row = given.in_force(people)
    given.reviewed(people, row, at=given.ORDERED, next_due_on=date(2026, 4, 1))
    stays = given.a_draft(people, title="Another case")
    row = given.cancelled(people, row, at=LATER, value="Six photographs")
    assert disposal.find("six PHOTO") == [row.id]
    decided = [one for table in disposal.PARTS for one in table.objects.filter(authorisation=row)]
    told = list(Event.objects.filter(subject_id=row.id))
    assert {type(one) for one in decided} == {
        ApplicantReport,
        ApplicationVersion,
        Comment,
        Determination,
        Hearing,
        Review,
        Cancellation,
    }
    disposal.dispose(row.id, by=people.winston, at=PAST_ITS_TIME)
    assert list(Authorisation.objects.all()) == [stays]
    event = Event.objects.get(name="application.disposed")
    assert event.fields["kind"] == "directed_surveillance"
    for gone in (row, *decided):
        with pytest.raises(KeyDestroyed):
            envelope.opened(gone)
        assert not type(gone)._default_manager.filter(pk=gone.pk).exists()
    assert destroyed(*(one for one in told if EventSecret.objects.get(event=one).sealed))
    assert envelope.opened(stays)["title"] == "Another case"
    assert all(map(personal_facts, Event.objects.filter(subject_id=stays.id, name="application.written")))
    assert "Six photographs" not in repr(everything())


def test_the_signed_order_of_the_court_goes_too_unless_another_row_keeps_the_same_bytes(committed_people):
    people = committed_people
    row, same = given.in_force(people), given.in_force(people)
    (name,) = set(Hearing.objects.values_list("file_sha256", flat=True))
    disposal.dispose(row.id, by=people.winston, at=LATER)
    assert the_store().get(name) == given.SIGNED.data
    disposal.dispose(same.id, by=people.winston, at=LATER)
    with pytest.raises(FileNotFoundError):
        the_store().get(name)


def test_a_plan_and_a_retired_profile_end_too(committed_people):
    people = committed_people
    plan, other = plans.a_signed_plan(people), plans.a_signed_plan(people)
    profile = covert_profile.approve(given.a_profile(people), by=people.oliver, at=given.AT)
    covert_profile.review(profile, found="Seen", by=people.helen, at=given.AT)
    profile = covert_profile.retire(profile, proof="Gone", by=people.helen, at=given.AT)
    told = [Event.objects.get(subject_id=plan.id, name="overt_plan.proposed")]
    told += Event.objects.filter(
        subject_id=profile.id, name__in=["covert_profile.entered", "covert_profile.reviewed"]
    )
    assert set(disposal.due(FAR)) == {plan.id, other.id, profile.id}
    assert disposal.find("robin.9477") == [profile.id]
    for row in (plan, profile):
        disposal.dispose(row.id, by=people.winston, at=LATER)
        with pytest.raises(KeyDestroyed):
            envelope.opened(row)
    assert list(OvertPlan.objects.all()) == [other]
    assert envelope.opened(other)
    assert not CovertProfile.objects.exists()
    assert not ProfileCheck.objects.exists()
    assert destroyed(*told)


def test_what_took_effect_is_due_after_its_cancellation_and_never_before(people):
    row = given.in_force(people)
    assert disposal.due(FAR) == []
    given.cancelled(people, row, at=LATER)
    assert disposal.due(LATER.date()) == []
    assert disposal.due(LATER.date() + ONE_DAY) == [row.id]


def test_a_refused_application_is_due_after_the_day_of_its_refusal(people):
    row = given.refused(people, "The alternatives were not tried")
    assert disposal.due(given.DECIDED.date()) == []
    assert disposal.due(given.DECIDED.date() + ONE_DAY) == [row.id]


@pytest.mark.parametrize("unfinished", [given.a_draft, given.a_submitted, given.a_passed, given.a_granted])
def test_what_never_took_effect_ends_with_what_last_happened_to_it(people, unfinished):
    row = unfinished(people)
    assert disposal.due(given.AT.date()) == []
    assert disposal.due(given.AT.date() + ONE_DAY) == [row.id]


def test_an_act_keeps_what_never_took_effect_and_its_being_read_does_not(people):
    row = given.a_draft(people)
    reading.read(row, by=people.ines, at=LATER)
    assert disposal.due(LATER.date()) == [row.id]
    application.withdraw(row, why="Not needed", by=people.ines, at=LATER)
    assert disposal.due(LATER.date()) == []
    assert disposal.due(LATER.date() + ONE_DAY) == [row.id]


def test_a_plan_that_nobody_signed_ends_with_its_last_day(people):
    row = plans.a_plan(people)
    assert disposal.due(row.until_on) == []
    assert disposal.due(row.until_on + ONE_DAY) == [row.id]


def test_a_profile_never_approved_ends_with_what_last_happened_to_it_and_one_in_use_never(people):
    row, in_use = given.a_profile(people), given.a_profile(people, handle="other")
    covert_profile.approve(in_use, by=people.oliver, at=given.AT)
    assert disposal.due(given.AT.date() + ONE_DAY) == [row.id]
    covert_profile.decline(row, why="No need", by=people.oliver, at=LATER)
    assert disposal.due(LATER.date()) == []
    assert disposal.due(FAR) == [row.id]


def test_each_thing_that_ends_leads_to_its_page(people):
    rows = (given.a_draft(people), plans.a_plan(people), given.a_profile(people))
    for row in rows:
        pages = {one.page(row) for one in disposal.ENDINGS if one.table is type(row)}
        assert len(pages) == 1
        assert row.reference in pages.pop()


def test_one_erased_within_its_time_leaves_its_line_in_the_central_record_without_words(committed_people):
    people = committed_people
    row = given.in_force(people, title="The market stall of Xanthe Oldroyd")
    given.reviewed(people, row, at=given.ORDERED, next_due_on=date(2026, 4, 1))
    row = given.cancelled(people, row, at=LATER, value="Six photographs")
    stays = given.refused(people, "The alternatives were not tried")
    before = central_record_csv(central_record.central_record())
    disposal.dispose(row.id, by=people.winston, at=LATER)
    assert central_record_csv(central_record.central_record()) == before
    assert before.count(b"\n") == 3
    for one in (row, *Hearing.objects.filter(authorisation=row), *Review.objects.filter(authorisation=row)):
        with pytest.raises(KeyDestroyed):
            envelope.opened(one)
        one.refresh_from_db()
        assert bytes(one.envelope) == b""
    gone = (ApplicantReport, ApplicationVersion, Comment, Determination, Cancellation)
    assert not any(table.objects.filter(authorisation=row).exists() for table in gone)
    assert central_record.gaps() == ()
    assert disposal.due(FAR) == [stays.id]
    assert disposal.find("Oldroyd") == disposal.find("six PHOTO") == []
    assert "Six photographs" not in repr(everything())


def test_after_its_time_an_authorisation_leaves_no_line(committed_people):
    people = committed_people
    row = given.cancelled(people, given.in_force(people), at=LATER)
    disposal.dispose(row.id, by=people.winston, at=PAST_ITS_TIME)
    assert not Authorisation.objects.exists()


def test_sql_empties_no_order_of_a_court_while_its_authorisation_is_there(committed_people):
    given.in_force(committed_people)
    with pytest.raises(DatabaseError), transaction.atomic():
        Hearing.objects.update(envelope=b"", file_sha256="", file_name="", file_media_type="", file_size=0)
