"""The page of officers: everyone who held an office, by which appointment; open to all who govern, answer or check."""

from datetime import date
from uuid import uuid4

from tests import given
from tests.pages import a_day, signed_in, words
from tests.rights import EVERYBODY, closed_to_all_but
from watchbook.organisation import appointment, duty
from watchbook.organisation.appointment import AppointmentParticulars
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.views import officers

PAGE = "/organisation/officers/"
READERS = set(EVERYBODY) - {"ines", "marcus", "nell"}


def appoint(people, rank):
    row = people.oliver.duties.get()
    return appointment.add(
        row, AppointmentParticulars(rank=rank, minute="Cabinet 14"), by=people.ada, at=given.AT
    )


def test_each_office_shows_its_holder_and_the_appointment(people):
    appoint(people, "Head of Service")
    text = words(signed_in(people.bryn).get(PAGE))
    for said in ("Oliver oliver@council.invalid", "since 2 March 2026", "Head of Service", "Cabinet 14"):
        assert said in text
    assert "not a listed rank" not in text


def test_who_held_it_before_stays_on_the_page(people):
    duty.end(people.leila.duties.get(), on=date(2026, 3, 31), by=people.ada, at=given.AT)
    assert "2 March 2026 – 31 March 2026 (ended)" in words(signed_in(people.edmund).get(PAGE))
    later = duty.propose(
        people.nell, kind=DutyKind.SOLICITOR, from_on=date(2090, 1, 1), by=people.ada, at=given.AT
    )
    duty.grant(later, by=people.bashir, at=given.AT)
    assert "from 1 January 2090 (not begun yet)" in words(signed_in(people.edmund).get(PAGE))


def test_another_rank_than_the_laws_is_a_warning(people):
    appoint(people, "Clerk")
    assert "not a listed rank" in words(signed_in(people.simon).get(PAGE))


def test_a_member_sees_no_address(people):
    text = words(signed_in(people.joan).get(PAGE))
    assert "Oliver" in text
    assert "@council.invalid" not in text


def test_an_office_without_holder_says_so(people):
    duty.end(people.judith.duties.get(), on=date(2026, 3, 31), by=people.ada, at=given.AT)
    assert "Head of paid service" in words(signed_in(people.simon).get(PAGE))


def test_an_appointment_is_recorded_and_corrected_from_the_page(people):
    row = people.oliver.duties.get()
    page = f"/organisation/duties/{row.id}/appointment/"
    client = signed_in(people.simon)
    assert "at least one of these: the rank, the minute or the date" in words(client.post(page, {"rank": ""}))
    sent = {"rank": "Director", "minute": "", **a_day("appointed_on", date(2026, 2, 1))}
    assert "The appointment was recorded." in words(client.post(page, sent, follow=True))
    assert 'value="Director"' in client.get(page).text
    assert "Service Manager" in words(client.post(page, {"rank": "Service Manager"}, follow=True))
    assert row.appointments.count() == 2
    assert client.get(f"/organisation/duties/{uuid4()}/appointment/").status_code == 404


def test_a_version_that_was_corrected_meanwhile_is_told(people, monkeypatch):
    first = appoint(people, "Clerk")
    appointment.correct(first, AppointmentParticulars(rank="Director"), by=people.ada, at=given.AT)
    monkeypatch.setattr(officers, "appointment_to", lambda duty: first)
    page = f"/organisation/duties/{first.duty_id}/appointment/"
    assert "corrected it in the meantime" in words(
        signed_in(people.simon).post(page, {"rank": "Head of Service"})
    )


def test_the_queries_do_not_grow_with_the_officers(people, django_assert_num_queries):
    client = signed_in(people.bryn)
    client.get(PAGE)
    with django_assert_num_queries(5):
        client.get(PAGE)
    for name in ("nell", "ines"):
        row = duty.propose(
            getattr(people, name),
            kind=DutyKind.SOLICITOR,
            from_on=date(2026, 3, 2),
            by=people.ada,
            at=given.AT,
        )
        duty.grant(row, by=people.bashir, at=given.AT)
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_those_who_only_look_do_not_read_it_and_those_who_keep_it_record(people):
    closed_to_all_but(READERS, people, PAGE, match="read the list of officers")
    page = f"/organisation/duties/{people.oliver.duties.get().id}/appointment/"
    closed_to_all_but({"ada", "bashir", "simon", "helen"}, people, page, match="record an appointment")
