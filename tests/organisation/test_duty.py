"""Duties: proposed, granted or declined by a second person, ended; what each leaves in the log, and who may not."""

from datetime import date

import pytest

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import BOTH, refused_to_all_but, the_system
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty, person, proposal
from watchbook.organisation.models import Duty, Service
from watchbook.organisation.rules import DutyKind

FIRST = date(2026, 4, 1)
LAST = date(2026, 9, 30)
NOBODY_ELSE = "You cannot {}: only a system administrator can"


def propose(people, *, whose="nell", by="ada", **changes):
    facts = {"kind": DutyKind.SOLICITOR, "from_on": FIRST} | changes
    return duty.propose(getattr(people, whose), by=getattr(people, by), at=given.AT, **facts)


def grant(people, **options):
    return duty.grant(propose(people, **options), by=people.bashir, at=given.AT)


def decline(people, **options):
    return duty.decline(propose(people, **options), by=people.bashir, at=given.AT)


def take_back(people, **options):
    return proposal.take_back(propose(people, **options), by=people.ada, at=given.AT)


def end(people, on=LAST, **options):
    return duty.end(grant(people, **options), on=on, by=people.ada, at=given.AT)


def test_a_proposal_waits_for_a_second_person(people):
    row = Duty.objects.get(pk=propose(people, until_on=LAST).pk)
    assert (row.person, row.kind, row.state) == (people.nell, "solicitor", "proposed")
    assert (row.from_on, row.until_on, row.proposed_by) == (FIRST, LAST, people.ada)
    assert (row.decided_by, row.decided_at, row.ended_by, row.founding_seat) == (None, None, None, None)
    assert (str(row), row.title) == ("Nell solicitor", "solicitor")


@pytest.mark.parametrize(
    ("reach", "name", "by", "last"),
    [
        (propose, "duty.proposed", "ada", None),
        (grant, "duty.granted", "bashir", None),
        (decline, "duty.declined", "bashir", None),
        (take_back, "duty.proposal_taken_back", "ada", None),
        (end, "duty.ended", "ada", "2026-09-30"),
    ],
)
def test_the_log_says_whose_duty_it_is_by_id_and_for_which_days(people, reach, name, by, last):
    service = Service.objects.get()
    row = reach(people, service=service)
    fields = {
        "holder": str(people.nell.id),
        "duty": "solicitor",
        "service": str(service.id),
        "from_on": "2026-04-01",
        "until_on": last,
    }
    assert told(row) == (name, getattr(people, by).id, given.AT, fields, {})


def test_a_granted_duty_names_who_decided_and_when(people):
    row = Duty.objects.get(pk=grant(people).pk)
    assert (row.state, row.decided_by, row.decided_at) == ("granted", people.bashir, given.AT)


def test_a_declined_duty_names_who_decided_and_when(people):
    row = Duty.objects.get(pk=decline(people).pk)
    assert (row.state, row.decided_by, row.decided_at) == ("declined", people.bashir, given.AT)


def test_an_ended_duty_keeps_who_granted_it_and_has_its_last_day(people):
    row = Duty.objects.get(pk=end(people).pk)
    assert (row.state, row.until_on, row.ended_by, row.decided_by) == (
        "ended",
        LAST,
        people.ada,
        people.bashir,
    )


def test_only_a_system_administrator_proposes(people):
    nell = people.nell
    refused_to_all_but(
        BOTH,
        people,
        lambda by: duty.propose(nell, kind=DutyKind.SOLICITOR, from_on=FIRST, by=by, at=given.AT),
        match=NOBODY_ELSE.format("propose duties"),
    )


@pytest.mark.parametrize("decide", [duty.grant, duty.decline])
def test_only_another_system_administrator_decides(people, decide):
    row = propose(people)
    refused_to_all_but(
        BOTH,
        people,
        lambda by: decide(row, by=by, at=given.AT),
        match=NOBODY_ELSE.format("grant or decline duties"),
    )
    leaves_nothing(NotPermitted, lambda: decide(row, by=people.ada, at=given.AT), "you proposed it")
    own = propose(people, whose="bashir")
    leaves_nothing(
        NotPermitted, lambda: decide(own, by=people.bashir, at=given.AT), "you would hold the duty yourself"
    )


def test_only_a_system_administrator_ends_and_never_their_own_administration(people):
    row = grant(people)
    refused_to_all_but(
        BOTH,
        people,
        lambda by: duty.end(row, on=LAST, by=by, at=given.AT),
        match=NOBODY_ELSE.format("end duties"),
    )
    own = Duty.objects.get(person=people.ada)
    leaves_nothing(
        NotPermitted,
        lambda: duty.end(own, on=LAST, by=people.ada, at=given.AT),
        "your own duty as system administrator",
    )


def acts(people):
    """Each act on a duty, on any of them."""
    return {
        "granted": lambda row: duty.grant(row, by=people.bashir, at=given.AT),
        "declined": lambda row: duty.decline(row, by=people.bashir, at=given.AT),
        "taken back": lambda row: proposal.take_back(row, by=people.ada, at=given.AT),
        "ended": lambda row: duty.end(row, on=LAST, by=people.bashir, at=given.AT),
    }


@pytest.mark.parametrize(
    ("reach", "refused"),
    [
        (propose, {"ended"}),
        (grant, {"granted", "declined", "taken back"}),
        (decline, {"granted", "declined", "taken back", "ended"}),
        (take_back, {"granted", "declined", "taken back", "ended"}),
        (end, {"granted", "declined", "taken back", "ended"}),
    ],
)
def test_what_does_not_fit_the_state_is_refused(people, reach, refused):
    row = reach(people)
    for name, act in acts(people).items():
        if name in refused:
            leaves_nothing(
                WrongState,
                lambda act=act: act(row),
                f"this duty: the state of the duty is “{row.get_state_display()}”",
            )


def test_an_act_looks_at_the_row_as_it_is_now_and_not_as_it_was_fetched(people):
    row = propose(people)
    stale = Duty.objects.get(pk=row.pk)
    duty.decline(row, by=people.bashir, at=given.AT)
    leaves_nothing(
        WrongState,
        lambda: duty.grant(stale, by=people.bashir, at=given.AT),
        "You cannot grant this duty: the state of the duty is “declined”",
    )


def test_a_duty_that_ends_before_it_begins_is_refused(people):
    before = date(2026, 3, 31)
    leaves_nothing(WrongState, lambda: propose(people, until_on=before), "end before it begins")
    row = grant(people)
    leaves_nothing(
        WrongState, lambda: duty.end(row, on=before, by=people.ada, at=given.AT), "end before it begins"
    )
    other = DutyKind.INVESTIGATOR
    assert propose(people, kind=other, until_on=FIRST).until_on == FIRST


def test_a_duty_is_not_ended_on_a_day_gone_by(people):
    """What its holder did since then rests on it: a look, a decision, a letter."""
    row, at = grant(people), given.AT.replace(month=8)
    yesterday, today = date(2026, 8, 1), date(2026, 8, 2)
    leaves_nothing(
        WrongState,
        lambda: duty.end(row, on=yesterday, by=people.ada, at=at),
        "You cannot end this duty on 1 August 2026: the date has passed",
    )
    assert duty.end(row, on=today, by=people.ada, at=at).until_on == today


def test_a_duty_whose_last_date_has_passed_is_over(people):
    row = grant(people, until_on=LAST)
    leaves_nothing(
        WrongState,
        lambda: duty.end(row, on=LAST, by=people.ada, at=given.AT.replace(month=10)),
        "You cannot end this duty: it ended on 30 September 2026, its last date",
    )


def test_ending_a_duty_never_makes_it_longer_than_two_people_agreed(people):
    row = grant(people, until_on=LAST)
    later = date(2026, 10, 1)
    leaves_nothing(
        WrongState,
        lambda: duty.end(row, on=later, by=people.ada, at=given.AT),
        "its last date is before then",
    )
    assert duty.end(row, on=LAST, by=people.ada, at=given.AT).until_on == LAST


def test_duties_that_may_never_be_joined_are_refused_when_proposed_and_again_when_granted(people):
    auditor = {"kind": DutyKind.INTERNAL_AUDITOR}
    leaves_nothing(
        NotPermitted,
        lambda: propose(people, whose="ines", **auditor),
        "You cannot give one person the duties of",
    )
    waiting = propose(people, **auditor)
    grant(people, kind=DutyKind.INVESTIGATOR)
    leaves_nothing(
        NotPermitted,
        lambda: duty.grant(waiting, by=people.bashir, at=given.AT),
        "You cannot give one person the duties of",
    )
    duty.decline(waiting, by=people.bashir, at=given.AT)


@pytest.mark.parametrize("reach", [propose, grant, end])
def test_the_same_duty_is_not_given_twice_for_some_of_the_same_days(people, reach):
    reach(people, until_on=LAST)
    says = (
        "another proposal for some of these dates is waiting"
        if reach is propose
        else "already holds it on some of these dates"
    )
    for first, last in [(FIRST, None), (LAST, None), (date(2026, 3, 1), FIRST)]:
        leaves_nothing(
            WrongState, lambda days=(first, last): propose(people, from_on=days[0], until_on=days[1]), says
        )
    propose(people, from_on=date(2026, 10, 1))
    propose(people, from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))


def test_another_duty_or_another_service_or_what_was_declined_is_no_second_time(people):
    decline(people)
    propose(people)
    propose(people, kind=DutyKind.INVESTIGATOR)
    propose(people, service=Service.objects.get())
    propose(people, whose="ines")


def test_a_closed_account_and_the_system_person_are_proposed_for_nothing(people):
    waiting = propose(people)
    person.close(people.nell, by=people.ada, at=given.AT)
    later = date(2027, 1, 1)
    leaves_nothing(NotPermitted, lambda: propose(people, from_on=later), "the account is closed")
    leaves_nothing(
        WrongState, lambda: duty.grant(waiting, by=people.bashir, at=given.AT), "has been closed since"
    )
    leaves_nothing(
        NotPermitted,
        lambda: duty.propose(
            the_system(), kind=DutyKind.SOLICITOR, from_on=FIRST, by=people.ada, at=given.AT
        ),
        "Watchbook uses it for its own jobs",
    )
    assert duty.decline(waiting, by=people.bashir, at=given.AT).state == "declined"


def test_a_last_day_that_is_still_to_come_is_moved_earlier(people):
    row = end(people)
    moved = duty.end_earlier(row, on=FIRST, by=people.bashir, at=given.AT)
    assert (moved.state, moved.until_on, moved.ended_by) == ("ended", FIRST, people.bashir)
    name, by, _at, fields, _personal = told(row)
    assert (name, by, fields["until_on"]) == ("duty.shortened", people.bashir.id, "2026-04-01")


@pytest.mark.parametrize("on", [LAST, date(2026, 10, 1), date(2026, 3, 31)])
def test_a_last_day_is_moved_neither_later_nor_before_the_first(people, on):
    row = end(people)
    leaves_nothing(
        WrongState,
        lambda: duty.end_earlier(row, on=on, by=people.ada, at=given.AT),
        "You cannot move the last date to this date",
    )


def test_days_gone_by_stay_as_they_were_held(people):
    row = end(people)
    at = given.AT.replace(month=8)
    yesterday = date(2026, 8, 1)
    leaves_nothing(
        WrongState, lambda: duty.end_earlier(row, on=yesterday, by=people.ada, at=at), "not before today"
    )
    assert duty.end_earlier(row, on=date(2026, 8, 2), by=people.ada, at=at).until_on == date(2026, 8, 2)
    leaves_nothing(
        WrongState,
        lambda: duty.end_earlier(row, on=date(2026, 8, 2), by=people.ada, at=at),
        "You cannot change this last date: the duty ends today",
    )


@pytest.mark.parametrize("reach", [propose, grant, decline])
def test_only_an_ended_duty_is_ended_earlier(people, reach):
    row = reach(people, until_on=LAST)
    leaves_nothing(
        WrongState,
        lambda: duty.end_earlier(row, on=FIRST, by=people.ada, at=given.AT),
        "You cannot move this last date",
    )


def test_only_a_system_administrator_ends_a_duty_earlier(people):
    row = end(people)
    refused_to_all_but(
        BOTH,
        people,
        lambda by: duty.end_earlier(row, on=FIRST, by=by, at=given.AT),
        match=NOBODY_ELSE.format("end duties"),
    )


def test_a_failing_log_undoes_an_earlier_end(people, monkeypatch):
    row = end(people)
    undone_when_the_log_fails(
        monkeypatch, duty, lambda: duty.end_earlier(row, on=FIRST, by=people.ada, at=given.AT)
    )


@pytest.mark.parametrize("reach", [propose, grant, decline, end])
def test_a_failing_log_undoes_the_act(people, monkeypatch, reach):
    if reach is propose:
        undone_when_the_log_fails(monkeypatch, duty, lambda: propose(people))
        return
    row = grant(people) if reach is end else propose(people)
    act = acts(people)[{grant: "granted", decline: "declined", end: "ended"}[reach]]
    undone_when_the_log_fails(monkeypatch, duty, lambda: act(row))
