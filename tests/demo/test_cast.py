"""A fixture's council is founded as a real one is: two administrators, one who records, each duty proposed and granted."""

from tests.given import AT
from watchbook.demo.cast import ADMINISTRATORS, RECORDERS, add_people, found_council, found_fictional_council
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.states import DutyState


def test_a_fixtures_council_has_two_administrators_and_one_person_for_each_duty_that_keeps_registers(db):
    people = found_fictional_council(name="Fictional Council", at=AT)
    keepers = {f"{kind}@fictional.invalid": kind for kind in RECORDERS}
    assert set(people) == {*keepers, *(one.email for one in ADMINISTRATORS)}
    first, second = ADMINISTRATORS
    for email, kind in keepers.items():
        granted = Duty.objects.get(person=people[email])
        assert (granted.kind, granted.state) == (kind, DutyState.GRANTED)
        assert (granted.proposed_by.email, granted.decided_by.email) == (first.email, second.email)


def test_people_share_a_service_and_hold_as_many_duties_as_are_named(db):
    people = found_council(name="Fictional Council", at=AT)
    row = {"name": "One", "email": "one@fictional.invalid", "service": "Licensing", "duties": ""}
    other = {**row, "name": "Two", "email": "two@fictional.invalid", "duties": "investigator;line_manager"}
    added = add_people([row, other], people=people, at=AT)
    assert set(added) == {"one@fictional.invalid", "two@fictional.invalid"}
    assert Service.objects.get().name == "Licensing"
    assert {one.service for one in added.values()} == {Service.objects.get()}
    two = Person.objects.get(email="two@fictional.invalid")
    assert set(two.duties.values_list("kind", flat=True)) == {"investigator", "line_manager"}
    assert not added["one@fictional.invalid"].duties.exists()
