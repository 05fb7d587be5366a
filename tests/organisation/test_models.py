"""What the tables themselves refuse, shown by going straight to SQL as the app role (the rest: test_guard.py)."""

import pytest
from psycopg import errors

from tests import given
from tests.threads import at_once, split
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import duty
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

DUTY = (
    "INSERT INTO organisation_duty (id, person_id, kind, state, from_on, until_on, proposed_by_id, decided_by_id,"
    " decided_at, ended_by_id) VALUES (gen_random_uuid(), %(nell)s, 'solicitor', %(state)s, '2026-03-02', %(until)s,"
    " %(ada)s, %(decided_by)s, %(decided_at)s, %(ended_by)s)"
)
AUTHORITY = (
    'INSERT INTO organisation_authority (id, "only", name, nation, regimes, colour, logo_sha256, contact,'
    " address, telephone, email, officer_title, review_to, own_pages, own_pages_proposed)"
    " VALUES (gen_random_uuid(), %s, 'Second', 'england', '{foia}', '#000000', '', '', '', '', '', '', '', '', '')"
)


def facts(people, **changes):
    nothing = dict.fromkeys(("until", "decided_by", "decided_at", "ended_by"))
    granted = {"state": "granted", "decided_by": people.bashir.id, "decided_at": given.AT}
    return nothing | {"nell": people.nell.id, "ada": people.ada.id} | granted | changes


def test_an_address_is_one_persons_whatever_the_size_of_its_letters(committed_people, as_app):
    change = "UPDATE organisation_person SET email = 'INES@Council.invalid' WHERE id = %s"
    with pytest.raises(errors.UniqueViolation, match="person_email_is_one_persons"):
        as_app.execute(change, [committed_people.nell.id])


def test_there_is_one_authority(committed_people, as_app):
    with pytest.raises(errors.UniqueViolation, match="only"):
        as_app.execute(AUTHORITY, [True])
    with pytest.raises(errors.CheckViolation, match="authority_is_one_row"):
        as_app.execute(AUTHORITY, [False])


def test_there_is_one_system_person(committed_people, as_app):
    with pytest.raises(errors.UniqueViolation, match="one_system_person"):
        as_app.execute(
            "UPDATE organisation_person SET is_system = true WHERE id = %s", [committed_people.nell.id]
        )


def test_a_duty_has_the_facts_that_its_state_demands(committed_people, as_app):
    for changes, constraint in [
        ({"until": "2026-03-01"}, "duty_ends_after_it_begins"),
        ({"decided_by": None}, "duty_decided_has_decider"),
        ({"decided_at": None}, "duty_decided_has_decider"),
        ({"state": "declined", "decided_by": None}, "duty_decided_has_decider"),
        ({"state": "ended", "until": "2026-03-05"}, "duty_ended_has_ender"),
    ]:
        with pytest.raises(errors.CheckViolation, match=constraint):
            as_app.execute(DUTY, facts(committed_people, **changes))


def test_an_ended_duty_has_its_ender_and_its_last_day(committed_people, as_app):
    ended = facts(committed_people, state="ended", until=None, ended_by=committed_people.ada.id)
    with pytest.raises(errors.CheckViolation, match="duty_ended_has_ender"):
        as_app.execute(DUTY, ended)
    with pytest.raises(
        errors.IntegrityConstraintViolation, match="left no event"
    ):  # nothing else is wrong with it
        as_app.execute(DUTY, ended | {"until": "2026-03-02"})


def test_of_two_duties_that_may_never_be_joined_two_administrators_grant_one(committed, committed_people):
    nell, ada, bashir = committed_people.nell, committed_people.ada, committed_people.bashir
    first = duty.propose(nell, kind=DutyKind.INVESTIGATOR, from_on=today(), by=ada, at=given.AT)
    second = duty.propose(nell, kind=DutyKind.INTERNAL_AUDITOR, from_on=today(), by=bashir, at=given.AT)
    granted, refused = split(
        at_once(
            committed,
            lambda: duty.grant(first, by=bashir, at=given.AT),
            lambda: duty.grant(second, by=ada, at=given.AT),
        )
    )
    assert len(granted) == 1
    assert [type(refusal) for refusal in refused] == [NotPermitted]
    assert Duty.objects.filter(person=nell, state="granted").count() == 1


def test_a_person_is_found_by_address_without_regard_to_case(people):
    assert Person.objects.get_by_natural_key("INES@council.INVALID") == people.ines
    assert set(Person.objects.active()) == {*Person.objects.filter(is_system=False)}
