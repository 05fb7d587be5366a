"""What waits for a person, by their duties: each list shown to those it is for, the next due first."""

from datetime import date, timedelta

import pytest

from tests import given
from tests.rights import EVERYBODY, those_who_may
from watchbook.foi import request
from watchbook.governance import letter_received
from watchbook.home.queries import Waiting, may_see_joined_duties, waiting_for
from watchbook.organisation import duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

RECEIVED = date(2026, 3, 2)
OR_SIGN = "record the reply, or sign that none was asked for"
OR_ASK = "record the reply, or ask the senior responsible officer to sign that none was asked for"


def a_request(people, received_on=RECEIVED):
    return request.receive(
        "1. How often?", received_on=received_on, regime="foia", by=people.bryn, at=given.AT
    )


def waiting(person):
    return waiting_for(person, on=today())


def granted(people, name, kind):
    somebody = getattr(people, name)
    row = duty.propose(somebody, kind=kind, from_on=today(), by=people.ada, at=given.AT)
    return duty.grant(row, by=people.bashir, at=given.AT)


def test_nothing_waits_for_anybody_at_first(people):
    assert {name: waiting(getattr(people, name)) for name in EVERYBODY} == {name: [] for name in EVERYBODY}


def test_a_request_waits_for_the_information_officer_until_the_twentieth_working_day(people):
    a_request(people)
    expected = Waiting(
        what="Request FOI-0001, received 2 March 2026",
        to_do="draft the answer",
        href="/foi/requests/FOI-0001/",
        by=date(2026, 3, 31),  # St Patrick's Day is a bank holiday in a part of the United Kingdom (s.10(6))
    )
    assert waiting(people.bryn) == [expected]
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"bryn"})


def test_a_letter_waits_for_those_who_keep_the_register_and_each_is_told_what_they_can_do(people):
    given.a_letter_with_reply(people)
    given.a_letter_without_reply(people)
    letter = given.a_letter(people)
    what, href = "Letter L-0003 of 20 March 2017", "/governance/letters/L-0003/"
    assert waiting(people.simon) == [Waiting(what=what, to_do=OR_SIGN, href=href)]
    assert waiting(people.helen) == [Waiting(what=what, to_do=OR_ASK, href=href)]
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"simon", "helen"})
    letter_received.confirm_no_reply(letter, by=people.simon, at=given.AT)
    assert waiting(people.simon) == waiting(people.helen) == []


def test_a_proposed_duty_waits_for_the_administrator_who_may_decide_it(people):
    row = duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=given.AT)
    [told] = waiting(people.bashir)
    assert told.what == "solicitor for Nell, proposed by Ada"
    assert (told.to_do, told.href, told.by) == ("grant or decline", "/organisation/people/", None)
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"bashir"})
    duty.grant(row, by=people.bashir, at=given.AT)
    assert waiting(people.bashir) == []


def test_joined_duties_are_shown_to_the_sro_and_to_nobody_else(people):
    granted(people, "ines", DutyKind.AUTHORISING_OFFICER)
    [told] = waiting(people.simon)
    assert told.what == "Ines holds authorising officer + investigator"
    assert told.to_do == "Someone who applies also decides on others' applications. Never on their own."
    assert told.href == f"/organisation/people/{people.ines.id}/"
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"simon"})
    assert those_who_may(people, may_see_joined_duties) == {"simon"}


def test_the_next_due_comes_first_and_what_has_no_day_last(people):
    granted(people, "bryn", DutyKind.RIPA_COORDINATOR)
    given.a_letter(people)
    for offset in (0, -20, -10):
        a_request(people, RECEIVED + timedelta(days=offset))
    assert [told.what.split(",")[0] for told in waiting(people.bryn)] == [
        "Request FOI-0002",
        "Request FOI-0003",
        "Request FOI-0001",
        "Letter L-0001 of 20 March 2017",
    ]


@pytest.mark.parametrize(
    ("name", "queries"), [("bryn", 2), ("helen", 3), ("bashir", 2), ("simon", 4), ("nell", 1)]
)
def test_each_list_takes_its_queries_however_long_it_is(people, django_assert_num_queries, name, queries):
    for count in (2, 50):
        while len(waiting(people.bryn)) < count:
            a_request(people)
            given.a_letter(people, file=None)
            duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=given.AT)
        person = getattr(people, name)
        with django_assert_num_queries(queries):
            assert len(waiting(person)) == (0 if name == "nell" else count)
