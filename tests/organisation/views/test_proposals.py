"""The page of proposals: decided as one list by a second administrator, all that are ticked or none."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.log import everything
from tests.pages import signed_in, typed, words
from tests.rights import BOTH, closed_to_all_but
from watchbook.audit_log.models import Event
from watchbook.organisation import appointment, duty
from watchbook.organisation.appointment import AppointmentParticulars
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

PAGE = "/organisation/duties/"


def propose(people, kind=DutyKind.SOLICITOR, whose="nell", by="ada", **more):
    return duty.propose(
        getattr(people, whose),
        kind=kind,
        from_on=date(2026, 4, 1),
        by=getattr(people, by),
        at=given.AT,
        **more,
    )


@pytest.fixture
def waiting(people):
    """Two proposals of Ada's."""
    officer = propose(people, DutyKind.AUTHORISING_OFFICER, until_on=date(2026, 9, 30))
    appointment.add(
        officer, AppointmentParticulars(rank="Clerk", minute="Cabinet 14"), by=people.ada, at=given.AT
    )
    return [officer, propose(people)]


def send(people, rows, *, answer="grant", by="bashir", follow=True):
    client = signed_in(getattr(people, by))
    return client.post(PAGE, {"duties": [str(row.id) for row in rows], "answer": answer}, follow=follow)


def states(rows):
    return [Duty.objects.get(pk=row.pk).state for row in rows]


def test_the_list_shows_what_is_known_of_each_and_none_is_ticked(people, waiting):
    response = signed_in(people.bashir).get(PAGE)
    text = words(response)
    for said in (
        "Nell: authorising officer",
        "From 1 April 2026 to 30 September 2026. Rank: Clerk. Minute: Cabinet 14.",
        "This is not one of the ranks that the law lists: Director, Head of Service, Service Manager, or equivalent.",
        "Nell: solicitor From 1 April 2026. Proposed by Ada. Email address: nell@council.invalid",
        "Ada proposed the duty and added the account, on",
    ):
        assert said in text
    assert typed(response).isdisjoint(str(row.id) for row in waiting)


def test_all_that_are_ticked_are_granted_each_with_its_event(people, waiting):
    assert "You granted 2 duties." in words(send(people, waiting))
    assert states(waiting) == ["granted", "granted"]
    for row in waiting:
        assert Event.objects.filter(subject_id=row.id, name="duty.granted", by=people.bashir.id).count() == 1


def test_one_may_be_left_out_or_declined(people, waiting):
    assert "You granted one duty." in words(send(people, waiting[:1]))
    assert states(waiting) == ["granted", "proposed"]
    assert "You declined one duty." in words(send(people, waiting[1:], answer="decline"))
    assert states(waiting) == ["granted", "declined"]
    assert "You have no duties to decide on." in words(signed_in(people.bashir).get(PAGE))


def test_where_one_is_refused_none_is_decided_and_each_reason_is_told(people, waiting):
    auditor = propose(people, DutyKind.INTERNAL_AUDITOR)
    before = everything()
    response = send(people, [*waiting, auditor], follow=False)
    assert everything() == before
    text = words(response)
    assert "You did not grant any duties. Deselect the duties named below, then try again" in text
    assert "Nell, internal auditor: You cannot give one person the duties of" in text
    assert {str(row.id) for row in (*waiting, auditor)} <= typed(response)


def test_what_was_decided_in_the_meantime_is_told(people, waiting):
    duty.grant(waiting[0], by=people.bashir, at=given.AT)
    assert "has already decided on it" in words(send(people, waiting))
    assert states(waiting) == ["granted", "proposed"]


@pytest.mark.parametrize(
    "sent", [{"answer": "grant"}, {"duties": ["x"], "answer": "grant"}, {"answer": "burn"}]
)
def test_a_form_that_no_page_sends_decides_nothing(people, waiting, sent):
    before = everything()
    assert signed_in(people.bashir).post(PAGE, sent).status_code == 200
    assert everything() == before


def test_who_proposed_or_would_hold_a_duty_sees_it_wait_for_another(people, waiting):
    mine = propose(people, whose="bashir")
    text = words(signed_in(people.ada).get(PAGE))
    assert "You have no duties to decide on." in text
    assert "Duties that somebody else must decide on" in text
    assert "Bashir: solicitor" in words(signed_in(people.bashir).get(PAGE))
    assert "has already decided on it" in words(send(people, [mine]))


def test_the_queries_do_not_grow_with_the_list(people, waiting, django_assert_num_queries):
    client = signed_in(people.bashir)
    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)
    for kind in (DutyKind.LINE_MANAGER, DutyKind.RECORDS_MANAGER, DutyKind.INFORMATION_OFFICER):
        propose(people, kind)
    with django_assert_num_queries(6):
        client.get(PAGE)


def test_the_page_is_for_administrators_and_the_sro_who_decides_where_one_is_left(people, waiting):
    closed_to_all_but({*BOTH, "simon"}, people, PAGE, match="cannot see accounts and duties")
    assert "You have no duties to decide on." in words(send(people, waiting, by="simon"))
    assert states(waiting) == ["proposed", "proposed"]


def test_a_duty_of_years_ago_is_remarked_when_it_is_proposed_decided_and_read(people):
    six_years = today() - timedelta(days=2190)
    first = dict(zip(("from_on_day", "from_on_month", "from_on_year"), parts(six_years), strict=True))
    sent = signed_in(people.ada).post(
        f"/organisation/people/{people.nell.id}/duties/propose/", {"kind": "solicitor"} | first, follow=True
    )
    assert "The first date of this duty was 2,190 days ago." in words(sent)
    row = people.nell.duties.get()
    assert "The first date of this duty was 2,190 days ago" in words(signed_in(people.bashir).get(PAGE))
    send(people, [row])
    for who, page in (
        ("ada", f"/organisation/people/{people.nell.id}/"),
        ("simon", "/organisation/officers/"),
    ):
        assert "granted 2,190 days after it began" in words(signed_in(getattr(people, who)).get(page))


def test_a_duty_from_today_is_not_remarked(people):
    send(
        people,
        [
            duty.propose(
                people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=timezone.now()
            )
        ],
    )
    assert "after it began" not in words(signed_in(people.ada).get(f"/organisation/people/{people.nell.id}/"))


def parts(day):
    return str(day.day), str(day.month), str(day.year)
