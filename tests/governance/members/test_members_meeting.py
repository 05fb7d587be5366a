"""What members were told and decided: recorded, corrected, taken back, shown to members; how the entries end."""

from datetime import date, timedelta

import pytest
from psycopg import errors

from tests.given import AT
from tests.governance import adopted
from tests.governance.members.given import MEETING, a_meeting
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import a_day, signed_in, words
from tests.rights import closed_to_all_but, refused_to_all_but, those_who_may
from watchbook.acting.refusals import WrongState
from watchbook.governance.members import disposal, members_meeting
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.permissions import may_read_members_meetings, may_record_members_meeting
from watchbook.governance.members.queries import meetings

LIST = "/governance/members-meetings/"
KEEPERS = {"helen", "simon"}
READERS = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "joan"}
DAYS = ("met_on", "first_on", "last_on")
SENT = {
    **{name: value for name, value in MEETING.items() if isinstance(value, str)},
    **{key: value for name in DAYS for key, value in a_day(name, MEETING[name]).items()},
}


APPROVED = {"policy": "D-0001", "decided": "The policy was approved."}


def correct(row, by, **changes):
    return members_meeting.correct(row, MEETING | changes, by=by, at=AT)


def take_back(row, by):
    return members_meeting.take_back(row, by=by, at=AT)


def test_a_meeting_is_recorded_corrected_and_taken_back_and_the_log_has_none_of_its_words(people):
    row = a_meeting(people)
    name, by, _at, fields, personal = told(row)
    assert (str(row), name, by) == ("MM-0001", "members_meeting.recorded", people.helen.id)
    assert (fields["met_on"], fields["first_on"]) == ("2025-06-10", "2025-01-01")
    assert personal["decided"] == "The report was noted."
    assert "was noted" not in open_words()
    newer = correct(row, people.simon, minute="Minute 44/25")
    assert (newer.corrects, told(newer)[0]) == (row, "members_meeting.corrected")
    leaves_nothing(WrongState, lambda: take_back(row, people.helen), "has already corrected the entry")
    take_back(newer, people.helen)
    assert meetings(on=AT.date()) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"met_on": AT.date() + timedelta(1)}, "in the future"),
        ({"first_on": None}, "one date of the report’s period is entered"),
        ({"first_on": date(2025, 4, 1)}, "last date of the report’s period is before the first date"),
        ({"last_on": date(2025, 6, 11)}, "ends after the meeting"),
        ({"first_on": date(2024, 3, 31), "last_on": date(2025, 3, 31)}, "longer than a year"),
        ({"policy": "D-0099"}, "“D-0099” is recorded"),
    ],
)
def test_a_meeting_that_cannot_be_so_is_neither_recorded_nor_corrected_into(people, changes, why):
    row = a_meeting(people)
    leaves_nothing(WrongState, lambda: a_meeting(people, **changes), why)
    leaves_nothing(WrongState, lambda: correct(row, people.helen, **changes), why)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"decided": "It was noted."}),
        ({}, {"committee": "audit committee ", "first_on": None, "last_on": None}),
        ({}, {"minute": "43/25"}),
        (
            APPROVED,
            APPROVED | {"minute": "43/25", "first_on": None, "last_on": None},
        ),
    ],
)
def test_a_meeting_is_not_recorded_twice(people, first, second):
    adopted.a_policy()
    row = a_meeting(people, **first)
    leaves_nothing(WrongState, lambda: a_meeting(people, **second), "MM-0001 already records this")
    other = a_meeting(people, **second | {"met_on": date(2025, 6, 11)})
    leaves_nothing(WrongState, lambda: correct(other, people.helen, **second), "MM-0001 already records this")
    take_back(row, people.helen)
    assert a_meeting(people, **second).reference == "MM-0003"


def test_other_business_of_the_same_meeting_is_recorded(people):
    policy = adopted.a_policy().reference
    a_meeting(people)
    a_meeting(people, policy=policy)
    a_meeting(people, minute="Minute 44/25", first_on=None, last_on=None)
    a_meeting(people, committee="Cabinet")
    assert len(meetings(on=AT.date())) == 4


def test_the_keepers_alone_record_and_members_read(people):
    row = a_meeting(people)
    for act in (correct, take_back):
        refused_to_all_but(KEEPERS, people, lambda by, act=act: act(row, by), match="cannot record a meeting")
    assert those_who_may(people, may_record_members_meeting) == KEEPERS
    assert those_who_may(people, may_read_members_meetings) == READERS
    closed_to_all_but(
        READERS, people, LIST, f"{LIST}MM-0001/", match="cannot read the register of members’ meetings"
    )
    acts = (f"{LIST}add/", f"{LIST}import/", f"{LIST}MM-0001/correct/", f"{LIST}MM-0001/take-back/")
    closed_to_all_but(KEEPERS, people, *acts, match="cannot record a meeting")


@pytest.mark.parametrize("act", [correct, take_back])
def test_a_failing_log_undoes_it(people, monkeypatch, act):
    row = a_meeting(people)
    undone_when_the_log_fails(monkeypatch, members_meeting, lambda: act(row, people.helen))


def test_a_meeting_is_recorded_by_the_form_with_the_policy_that_members_approved(people):
    policy = adopted.a_policy()
    text = words(
        signed_in(people.helen).post(
            f"{LIST}add/", SENT | {"policy": policy.reference, "decided": "Approved"}, follow=True
        )
    )
    assert "The entry was recorded as MM-0001." in text
    read = words(signed_in(people.joan).get(f"{LIST}MM-0001/"))
    assert f"Policy that members approved {policy.reference}" in read
    assert "MM-0001: Audit Committee" in words(signed_in(people.joan).get(LIST))


def test_an_entry_is_due_from_its_day_and_found_by_its_words(people):
    row = a_meeting(people)
    assert row.pk in disposal.due(date(2050, 1, 1))
    assert disposal.find("was noted") == [row.pk]


def test_the_table_keeps_its_rules_also_by_sql(committed_people, as_app):
    a_meeting(committed_people)
    with pytest.raises(errors.IntegrityConstraintViolation, match="never changed"):
        as_app.execute("UPDATE governance_membersmeeting SET minute = 'x'")
    assert MembersMeeting.objects.count() == 1
